"""Tests that take long and of which a shorter relative runs with every change: ``make soak`` runs them, each night
(``.ci/nightly``). Told by their address: a test of it, or a single example of one.

Most are walks over everything by one more caller, database or language. What each protects is looked at by another
example with every change; a new rule is not left to them alone.
"""

from fnmatch import fnmatchcase

import pytest

#: Addresses below ``tests/``; ``*`` stands for any letters.
ADDRESSES = (
    "api/test_limits.py::test_a_revoked_token_counts_like_none",
    "api/test_limits.py::test_invented_appointments_that_are_only_read_count_by_address[*move]",
    "api/test_limits.py::test_invented_secrets_in_pages_count_by_address[GET*",
    "api/test_limits.py::test_invented_tickets_count_by_address[r*",
    "appointments/test_attack.py::test_with_its_rate_limits_a_server_takes_no_more_either",
    "appointments/test_attack.py::test_without_sms_one_address_gets_ten_of_411_places",
    "building/test_sign_files.py::test_no_name_however_long_or_odd_leaves_its_place_or_makes_another_sheet[[cm]*",
    "building/test_sign_files.py::test_no_name_however_long_or_odd_leaves_its_place_or_makes_another_sheet[w*",
    "commissions/test_journal_comparison.py::*postgres]",
    "core/rate_limits/test_without_redis.py::test_a_door_that_is_hammered_at_shuts_without_redis",
    "core/test_server_start.py::test_a_commit_of_a_server_leaves_the_log_to_a_thread[command]",
    "core/test_server_start.py::test_the_whole_memory_is_scanned_in_quiet_moments_only[gunicorn]",
    "database_move/test_stopped.py::test_it_goes_on_where_it_was_stopped[Comparing-50]",
    "database_move/test_stopped.py::test_no_command_writes_into_a_half_filled_database[words[4-9]]",
    "demo/commands/test_anew.py::test_anew_forgets_the_demo_office_and_begins_again[seed]",
    "demo/commands/test_seed.py::test_a_demo_office_made_on_a_day_off_trusts_the_clock_at_its_first_start",
    "demo/commands/test_seed.py::test_what_citizens_wrote_is_there_without_a_line_once_and_a_morning_may_follow",
    "demo/commands/test_simulate.py::*",
    "e2e/test_axe.py::test_the_kiosk_with_its_aids[aids[0-2]-fa]",
    "e2e/test_axe.py::test_the_managers_pages[*",
    "e2e/test_crowded_hall_screen.py::test_nothing_is_cut_when_many_wait_too_long[* open]",
    "e2e/test_dark.py::test_pages_of_staff_are_dark_and_readable_where_the_system_is[*",
    "e2e/test_inspection.py::test_a_place_reached_by_keyboard_is_not_hidden_by_the_bar_of_the_button",
    "e2e/test_manage.py::test_the_pages_fit_every_screen*",
    "e2e/test_sight.py::test_a_board_that_hangs_there_follows_a_new_distance_by_itself",
    "e2e/test_sight.py::test_what_turns_the_sound_on_covers_nothing[*",
    "e2e/test_spoken.py::test_without_a_voice_each_sentence_stands_in_large_letters_for_its_time",
    "e2e/test_tracking_twice_as_large.py::test_a_message_fits_before_and_after_the_digits[*",
    "e2e/test_voice.py::test_a_broken_clip_is_passed_over_and_the_rest_is_spoken",
    "e2e/visual/test_geometry.py::test_every_page_fits_at_every_size[supervisor-*",
    "estimate/test_evaluation.py::test_the_verdict_is_one_sentence_that_names_the_best_rule",
    "estimate/test_evaluation.py::test_with_a_log_of_the_counters_nothing_more_is_asked_for",
    "golden/test_journal_before_texts_apart.py::*[*postgres*]",
    "inbox/test_no_sender_on_pages.py::test_no_page_shows_the_sender[mayor]",
    "inbox/test_no_sender_on_pages.py::test_no_page_shows_the_sender[moradi]",
    "inbox/test_report_visibility.py::test_the_existence_of_a_report_is_hidden_from_everybody_else[city]",
    "inbox/test_report_visibility.py::test_the_existence_of_a_report_is_hidden_from_everybody_else[m*]",
    "journal_proof/test_tables.py::*postgres]",
    "load/test_application_speed.py::test_every_measured_page_of_a_few_hundred_applications_can_be_shown",
    "mutate/test_trial.py::*",
    "office/admin/test_two_editors.py::test_a_form_without_its_revision_is_refused_and_changes_nothing[*",
    "office/admin/test_two_editors.py::test_who_edits_alone_is_not_asked[*",
    "ops/scheduled_backup/test_s3.py::test_what_is_wrong_with_the_way_there_is_said[change[1-3]*",
    "ops/test_first_start.py::test_a_migration_that_fails_is_explained_by_its_error",
    "ops/test_pooler.py::test_a_server_behind_it_ends_with_that_sentence",
    "ops/test_postgres_lock.py::test_no_server_starts_while_a_backup_is_restored*",
    "panel/test_recent_from_journal.py::*postgresql]",
    "reports/period/test_figures_from_journal.py::*postgresql]",
    "security/test_csrf.py::test_nor_with_a_made_up_one_in_any_place[kiosk]",
    "security/test_hostile_applications.py::test_no_value_of_any_field_causes_a_fault[expert]",
    "security/test_large_numbers.py::TestPostgreSQL::*[executive]",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks them before ``-m`` chooses. Of a run of all tests each address must meet one: none is left over."""
    unmet = set(ADDRESSES)
    for item in items:
        told = [pattern for pattern in ADDRESSES if fits(item.nodeid.removeprefix("tests/"), pattern)]
        if told:
            item.add_marker(pytest.mark.soak)
            unmet.difference_update(told)
    if unmet and config.args_source is not pytest.Config.ArgsSource.ARGS:
        raise pytest.UsageError(f"tests/nightly.py has addresses of no test: {sorted(unmet)}")


def fits(address: str, pattern: str) -> bool:
    """Whether a test has that address; the first bracket of it begins an example."""
    return fnmatchcase(address, pattern.replace("[", "[[]", 1))
