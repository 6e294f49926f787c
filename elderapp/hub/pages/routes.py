"""Every page's handlers. Who may open each stands beside it (`elderapp.hub.auth`)."""

from elderapp.hub import api, metrics
from elderapp.hub.pages import (
    account,
    attendance,
    classes,
    cohorts,
    helpdesk,
    learner,
    login,
    people,
    privacy,
    reporting,
    rosters,
    steering,
    tablets,
    team,
    tokens,
    trail,
    watching,
)

ROUTES = (
    *(login.show_login, login.log_in, login.log_out, login.choose_language),
    *(classes.today, classes.live, classes.going, watching.stream),
    *(steering.choose_lesson, steering.teach, steering.freeze, steering.release, steering.project),
    *(attendance.attendance, attendance.save, attendance.settle, attendance.download),
    *(attendance.add_guest, attendance.print_register, helpdesk.show, helpdesk.note, helpdesk.take_back),
    *(tablets.show_devices, tablets.pair, tablets.ask_revoke, tablets.revoke),
    *(people.learners, people.new, people.add, people.edit, people.change, people.leave, people.come_back),
    *(rosters.show, rosters.check, rosters.apply, rosters.as_csv, rosters.as_xlsx, rosters.as_oneroster),
    *(rosters.labels, rosters.cards, rosters.card),
    *(learner.show, cohorts.progress),
    *(people.ask_merge, people.merge, people.unmerge),
    *(cohorts.cohorts, cohorts.add, cohorts.show, cohorts.enrol, cohorts.unenrol, cohorts.close),
    *(cohorts.timetable, cohorts.cancel),
    *(team.show, team.add, team.new_link, team.set_role, team.set_pin, team.ask_leave, team.leave, team.come_back),
    *(reporting.show, reporting.download),
    *(account.show, account.change, account.show_setup, account.setup, trail.show),
    *(privacy.show, privacy.download, privacy.ask_erase, privacy.erase, privacy.rules, privacy.choose),
    *(privacy.erase_due, privacy.notice, tokens.show, tokens.make, tokens.revoke),
    *(api.learners, api.learner, api.sessions, api.attendance, api.report, metrics.show),
)
