"""Which run a test belongs to: one that takes long, and of which a quicker relative runs with every change, runs each
night (``.ci/nightly``, ``make soak``). Told by its address: a folder, a file, a test or a single example of one.

Most are walks over everything by one more caller, database or language, and journeys through the pages in a browser.
What each protects is looked at by another example with every change; a new rule is not left to them alone.
"""

from fnmatch import fnmatchcase

import pytest

#: Addresses below ``tests/``; ``*`` stands for any letters.
NIGHT = (
    "api/test_limits.py::test_a_revoked_token_counts_like_none",
    "api/test_limits.py::test_invented_appointments_that_are_only_read_count_by_address[*move]",
    "api/test_limits.py::test_invented_secrets_in_pages_count_by_address[GET*",
    "api/test_limits.py::test_invented_tickets_count_by_address[r*",
    "api/test_limits.py::test_the_whole_lobby_may_act_and_read_from_one_address",
    "application_exchange/test_figures.py::test_postgresql_keeps_them_too",
    "application_exchange/test_workbooks.py::test_a_zip_bomb_is_refused_before_it_is_unpacked",
    "application_figures/test_keep.py::test_every_kept_figure_is_that_of_a_slow_walk_through_the_journal*",
    "application_reports/test_figures_from_journal.py::*",
    "applications/test_money_of_ended.py::test_every_paid_bill_counts_those_replaced_and_those_without_an_amount_too",
    "appointments/test_attack.py::*",
    "building/test_sign_files.py::*",
    "commissions/test_journal_comparison.py::*postgres]",
    "core/database/test_last_migrations.py::test_each_of_the_last_migrations_goes_back_and_forth[p*",
    "core/field_encryption/test_numbers.py::test_an_older_sqlite_is_migrated_too_and_only_its_index_of_words_forgets_later*",
    "core/rate_limits/test_without_redis.py::*",
    "core/test_garbage.py::test_allocating_much_scans_the_young_only",
    "core/test_garbage.py::test_memory_that_grows_is_looked_through_at_once",
    "core/test_postgres.py::test_a_press_that_is_killed_ends_as_killed_and_stores_nothing",
    "core/test_postgres.py::test_greenlets_wait_for_answers_without_stopping_the_others",
    "core/test_server_start.py::*",
    "core/test_silent_postgres.py::*",
    "database_move/test_moved.py::test_the_new_tables_are_those_that_migrations_make",
    "database_move/test_stopped.py::test_it_goes_on_where_it_was_stopped[Comparing-50]",
    "database_move/test_stopped.py::test_no_command_writes_into_a_half_filled_database[words[4-9]]",
    "database_move/test_stopped.py::test_what_was_changed_between_two_runs_is_moved_too",
    "demo/commands/*",
    "demo/test_applications.py::test_desk_works_on_applications_in_opening_hours_only",
    "deploy/test_compose.py::test_an_office_is_opened_and_served_through_nginx",
    "deploy/test_image_pdf.py::*",
    "deploy/test_systemd_unit.py::test_from_nothing_to_the_first_ticket*",
    "e2e/*",
    "estimate/test_evaluation.py::*",
    "estimate/test_unlogged.py::test_the_ranks_of_a_simulated_office_are_found*",
    "feedback_calls/test_calls_again.py::test_an_outcome_can_be_undone_and_the_call_stays_with_its_operator[*",
    "golden/test_journal_before_texts_apart.py::*[*postgres*]",
    "golden/test_journal_before_texts_apart.py::test_an_old_row_cannot_be_changed_by_a_forged_redaction[True*",
    "golden/test_journal_before_texts_apart.py::test_many_rows_are_sealed_piece_by_piece",
    "half_year/test_headlines.py::test_the_page_of_a_correction_says_so_twice",
    "inbox/test_bad_input.py::test_no_invalid_field_of_any_form_causes_an_error[[io]*",
    "inbox/test_no_sender_on_pages.py::test_no_page_shows_the_sender[[aios]*",
    "inbox/test_no_sender_on_pages.py::test_no_page_shows_the_sender[mayor]",
    "inbox/test_no_sender_on_pages.py::test_no_page_shows_the_sender[moradi]",
    "inbox/test_report_visibility.py::test_the_existence_of_a_report_is_hidden_from_everybody_else[[ados]*",
    "inbox/test_report_visibility.py::test_the_existence_of_a_report_is_hidden_from_everybody_else[city]",
    "inbox/test_report_visibility.py::test_the_existence_of_a_report_is_hidden_from_everybody_else[m*]",
    "inbox/test_visibility.py::test_a_message_is_found_only_by_those_who_may_see_it[[adims]*",
    "jobs/test_every_job.py::test_backup_writes_one_into_its_folder",
    "journal_proof/test_forged_redactions.py::*",
    "journal_proof/test_tables.py::*postgres]",
    "journal_proof/test_weekly.py::test_the_job_runs_the_command_in_a_process_of_its_own",
    "live/test_redis.py::test_a_call_at_one_process_reaches_the_lobby_at_another[redis is away]",
    "live/transport/test_client.py::test_a_client_is_asked_again_after_each_answer_and_dropped_without_one",
    "live/transport/test_slow.py::*",
    "live/transport/test_slow_bodies.py::*",
    "load/*",
    "messages/test_random_office.py::*",
    "messages/test_search.py::test_characters_of_any_script_cause_no_error[*",
    "messages/test_search.py::test_further_results_are_on_the_next_page[p*",
    "mutate/*",
    "office/admin/test_two_editors.py::test_a_form_without_its_revision_is_refused_and_changes_nothing[*",
    "office/admin/test_two_editors.py::test_who_edits_alone_is_not_asked[*",
    "office/test_hours_oracle.py::*",
    "office/test_working_oracle.py::*",
    "ops/backup/test_killed.py::*",
    "ops/scheduled_backup/test_on_postgresql.py::*",
    "ops/scheduled_backup/test_s3.py::*",
    "ops/test_busy_morning.py::*",
    "ops/test_first_start.py::*",
    "ops/test_pooler.py::*",
    "ops/test_postgres_lock.py::*",
    "ops/test_serving_lock.py::test_a_second_server_on_the_same_file_ends_with_a_sentence*",
    "panel/test_recent_from_journal.py::*",
    "portal/test_upload_quotas.py::*",
    "queue/test_hall_of_threads.py::*",
    "queue/test_intervals_migration.py::*",
    "ratings/test_by_phone.py::test_very_many_ratings_of_one_address_are_neither_lost_nor_duplicated",
    "reports/period/test_figures_from_journal.py::*",
    "security/fuzz/test_api.py::*",
    "security/fuzz/test_forms.py::*",
    "security/fuzz/test_sockets.py::*",
    "security/fuzz/test_wire.py::*",
    "security/test_bad_input.py::test_no_field_of_any_form_can_cause_a_fault[*",
    "security/test_every_form.py::test_every_form_is_met_works_with_its_own_token_alone_and_gives_text_back_as_text",
    "security/test_every_page.py::*",
    "security/test_every_route.py::test_every_address_answers_this_caller_as_the_table_says[[aehiloprt]*",
    "security/test_hostile_applications.py::*",
    "security/test_hostile_input.py::test_no_question_behind_an_address_causes_a_fault[a*",
    "security/test_hostile_input.py::test_no_value_of_any_field_causes_a_fault*",
    "security/test_hostile_office.py::test_hostile_text_stays_text_on_every_page_and_in_every_form_sent[[acehios]*",
    "security/test_large_numbers.py::TestPostgreSQL::*",
    "security/test_no_secret_in_tree.py::test_no_file_has_a_secret",
    "security/test_nul.py::TestPostgreSQL::*",
    "security/test_optional_fields.py::test_a_citizen_who_leaves_out_what_is_optional_is_never_refused_whatever_it_is_about[[cps]*",
    "security/test_optional_fields.py::test_no_form_refuses_a_field_that_it_calls_optional",
    "security/test_two_offices.py::test_nobody_of_one_office_reads_anything_of_another[[achiort]*",
    "security/test_two_offices.py::test_nobody_of_one_office_reads_anything_of_another[supervisor*",
    "tools/test_chance.py::*",
    "tools/test_programs.py::test_a_run_says_what_it_left_out_and_notes_it_for_the_last_line_of_make_check[-n1]",
    "web/images/test_decoder.py::test_a_photo_of_fifty_megapixels_stays_within_its_memory",
    "web/images/test_decoder.py::test_one_that_needs_more_processor_time_is_killed_and_the_next_is_decoded",
)
#: Of these, what runs with every change all the same.
EACH_CHANGE = (
    "e2e/test_appointment.py::test_from_the_admin_to_the_call*",
    "e2e/test_application.py::test_a_digging_permit_from_the_desk_to_its_end",
    "e2e/test_asked_back.py::test_a_citizen_is_asked_back_and_answers",
    "e2e/test_axe.py::test_the_kiosk[*",
    "e2e/test_axe.py::test_the_phone_in_every_state*",
    "e2e/test_axe.py::test_the_public_pages*",
    "e2e/test_citizens.py::*",
    "e2e/test_cuts.py::test_a_cut_of_a_second_is_not_noticed_and_each_call_of_it_rings_once",
    "e2e/test_device_reload.py::*",
    "e2e/test_fits.py::test_the_counter_has_no_scrolling_in_any_state*",
    "e2e/test_fits.py::test_the_kiosk_has_no_scrolling*",
    "e2e/test_fits.py::test_the_phone_never_scrolls_sideways*",
    "e2e/test_half_year.py::test_a_report_is_coded_frozen_published_and_read_on_a_phone",
    "e2e/test_hall_screen.py::*",
    "e2e/test_inspection.py::test_a_result_entered_without_a_line_is_kept_and_sent_once_when_it_is_back",
    "e2e/test_keyboard.py::test_a_clerk_works_by_keyboard_alone",
    "e2e/test_manage.py::test_an_admin_adds_a_service_that_can_be_called_within_a_minute_and_without_a_refusal",
    "e2e/test_manage.py::test_on_a_phone_one_button_opens_the_whole_menu*",
    "e2e/test_network.py::test_a_call_made_just_before_the_server_is_killed_rings_once",
    "e2e/test_network.py::test_a_lobby_cut_off_in_the_middle_of_a_visit_is_right_again_in_two_seconds",
    "e2e/test_operator.py::test_a_call_by_keyboard_alone_and_the_same_matter_again*",
    "e2e/test_parent.py::*",
    "e2e/test_phone.py::test_a_phone_without_a_connection_shows_the_last_state_and_says_so",
    "e2e/test_plan.py::*",
    "e2e/test_presses.py::test_a_double_press_is_taken_once_and_the_button_shows_it",
    "e2e/test_rating.py::test_a_bad_rating_its_reasons_and_one_question*",
    "e2e/test_sight.py::test_no_text_of_the_board_is_cut_or_smaller_than_its_distance_asks_for*",
    "e2e/test_spoken.py::test_a_token_is_taken_by_listening_and_two_keys*",
    "e2e/test_steps_in_history.py::test_back_goes_one_step_back_with_everything_typed_and_the_photo",
    "e2e/test_tablet.py::test_no_face_of_the_question_after_a_tap_looks_chosen",
    "e2e/test_together.py::test_of_two_clerks_calling_one_ticket_one_is_refused",
    "e2e/test_together.py::test_two_browsers_of_one_clerk_stay_right",
    "e2e/test_unsent.py::*",
    "e2e/test_visit.py::test_a_visitor_is_served_from_the_kiosk_to_the_rating*",
    "e2e/test_voice.py::test_without_sound_the_board_shows_what_would_be_said_and_offers_to_switch_it_on",
    "e2e/test_worst_moments.py::test_a_ticket_takes_three_touches*",
    "e2e/test_worst_moments.py::test_a_visit_takes_three_keys",
    "e2e/visual/test_geometry.py::test_every_screen_fits_while_its_line_is_cut*",
    "e2e/visual/test_pictures.py::*",
    "load/test_bench_row.py::*",
    "load/test_cpu_share.py::*",
    "load/test_screen_receiver.py::*",
    "mutate/test_faults.py::*",
    "mutate/test_selection.py::*",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks them before ``-m`` chooses. Of a run of all tests each address must meet one: none is left over."""
    unmet = {*NIGHT, *EACH_CHANGE}
    for item in items:
        address = item.nodeid.removeprefix("tests/")
        told = [pattern for pattern in NIGHT if fits(address, pattern)]
        spared = [pattern for pattern in EACH_CHANGE if fits(address, pattern)]
        unmet.difference_update(told, spared)
        if told and not spared:
            item.add_marker(pytest.mark.soak)
    if unmet and config.args_source is not pytest.Config.ArgsSource.ARGS:
        raise pytest.UsageError(f"tests/tools/nightly.py has addresses of no test: {sorted(unmet)}")


def fits(address: str, pattern: str) -> bool:
    """Whether a test has that address; the first bracket of it begins an example."""
    return fnmatchcase(address, pattern.replace("[", "[[]", 1))
