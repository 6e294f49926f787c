"""The hub's database: schema and migrations, one small writer for statements, and the queries of each subject.

Every key begins with the centre, so that the same tables can be spread over a distributed PostgreSQL.
"""
