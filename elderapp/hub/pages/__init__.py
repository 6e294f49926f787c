"""The pages staff see: rendered on the server, in Cantonese or English, whole without a script."""
