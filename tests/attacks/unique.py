"""Every rule of the catalogue that something is there once, and by which two requests it is raced.

RACED are races of `test_racing.py`: two requests at once, the second while the first is not committed yet. What is
raced by tests of its own is named with its file. The rest no two requests of people can meet at, and why. A rule that
is in none of these tables fails the suite.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Race:
    """What both send; where the second person or body is another, it is named."""

    door: str
    by: str
    body: dict[str, Any] = field(default_factory=dict)
    rival: str = ""
    other: dict[str, Any] | None = None
    rivals_door: str = ""
    one_key: bool = False


RACED = {
    "invitation_is_one_per_address": Race(
        "POST sponsors/{sponsor}/members", "owner", {"email": "twice@example.com", "role": "viewer"}
    ),
    "membership_is_one_per_user": Race("POST invitations/{asked_in}/accept", "invited"),
    "handle_is_one_person_s": Race("PATCH me/profile", "judge", {"handle": "the-same", "is_public": True}, "owner"),
    "template_is_one_per_name": Race("POST challenges/{draft}/templates", "owner", {"name": "Twice"}),
    "idempotency_key_has_one_answer": Race(
        "POST sponsors", "judge", {"name": "Twice", "kind": "individual"}, one_key=True
    ),
    "answer_vote_is_one_per_person": Race("PUT answers/{answer}/vote", "stranger", {"value": 1}),
    "idea_vote_is_one_per_person": Race("PUT ideas/{idea}/vote", "stranger", {"value": 1}),
    "idea_follow_is_one_per_person": Race("PUT ideas/{idea}/follow", "stranger"),
    "judgeship_is_one_per_address": Race("POST challenges/{open}/judges", "owner", {"email": "seat@example.com"}),
    "judgeship_is_one_per_person": Race("POST challenges/{open}/judges", "owner", {"email": "{judge_address}"}),
    "panel_has_one_chair": Race(
        *("POST challenges/{open}/judges", "owner", {"email": "chair@example.com", "is_chair": True}, "owner"),
        {"email": "second.chair@example.com", "is_chair": True},
    ),
    "person_stands_on_one_side": Race(
        *("POST judgeships/{seat}/accept", "sider", {}, "sider"),
        {"title": "Both sides", "accept_terms": True},
        "POST challenges/{open}/entries",
    ),
    "amendment_is_one_at_a_time": Race(
        "POST challenges/{board}/amendments", "moderator", {"changes": {"title": "Another"}, "reason": "A mistake."}
    ),
    "amendment_answer_is_one_per_entry": Race("POST amendments/{amendment}/answer", "solver", {"agrees": True}),
    "dispute_act_is_alone_until_sent": Race(
        "POST finance/disputes/{dispute}/accept", "finance", {"reason": "We can't show it."}
    ),
    "entry_is_charged_once_at_a_time": Race("POST entries/{answer}/disqualify", "moderator", {"reason": "Copied."}),
    "entry_versions_are_numbered": Race("POST entries/{alone}/submit", "solver"),
    "team_share_is_offered_once_per_address": Race(
        "PATCH entries/{alone}", "solver", {"team": [{"email": "mate@example.com", "share_bp": 1_000}]}
    ),
    "verdict_is_one_per_version": Race("POST entries/{read}/reject", "owner", {"reason": "No."}),
    "appeal_is_one_per_award_and_person": Race("POST awards/{award}/appeal", "solver", {"reason": "It was late."}),
    "appeal_asks_each_side_once": Race("POST appeals/{appeal}/answer", "owner", {"text": "Not so."}),
    "remedy_waits_alone": Race(
        "POST finance/exceptions/{exception}/remedies", "finance", {"name": "explain", "reason": "So it is."}
    ),
    "write_off_is_proposed_once_per_debt": Race(
        *("POST finance/write-offs", "finance"),
        {"sponsor": "who owes", "amount": 100, "currency": "usd", "reason": "Gone."},
    ),
    "run_waits_once": Race("POST finance/reconciliations", "finance"),
    "payments_payee_user_id_key": Race(
        "POST me/tax-form", "judge", {"kind": "w8ben", "legal_name": "Jo", "country": "DE", "certify": True}
    ),
    "prize_is_one_per_rank": Race(
        "PATCH challenges/{draft}", "owner", {"prizes": [{"rank": 1, "amount": 5_000, "label": "First"}]}
    ),
    "criterion_name_is_one_per_challenge": Race(
        "PATCH challenges/{draft}", "owner", {"criteria": [{"name": "Works", "weight": 100}]}
    ),
    "mail_is_muted_once_per_group": Race("PUT me/notification-preferences", "judge", {"muted": ["judging"]}),
    "terms_are_numbered": Race("POST challenges/{ready}/submit", "owner"),
}
# Two rules at one door, or what the same race is about.
WITH = {
    "idea_vote_counts_once_per_person": "idea_vote_is_one_per_person",
    "team_share_is_one_per_user": "team_share_is_offered_once_per_address",
    "criterion_priority_is_one_per_challenge": "criterion_name_is_one_per_challenge",
}
# By tests of their own, mostly of more than two at once.
RACED_ELSEWHERE = {
    "tests/attacks/test_racing.py": [  # by the form of signing up
        *("accounts_user_email_key", "account_emailaddress_user_id_email_987c8728_uniq"),
        *("unique_primary_email", "unique_verified_email"),
    ],
    "tests/bounties/entries/test_racing.py": ["report_is_dismissed_once_per_person"],
    "tests/bounties/ballots/test_races.py": [
        *("ballot_is_one_per_person", "ballot_choices_are_numbered", "scorecard_is_one_per_judge_and_entry"),
        "score_is_one_per_criterion",
    ],
    "tests/bounties/awards/test_races.py": ["award_is_one_per_entry", "award_is_one_per_place"],
    "tests/bounties/awards/test_papers_at_once.py": ["paper_is_one_per_person_and_kind"],
    "tests/bounties/awards/test_appeal_races.py": [
        *("awards_rereview_appeal_id_key", "rereview_score_is_one_per_criterion"),
        "appeal_is_one_per_entry_at_a_time",
    ],
    "tests/bounties/challenges/test_paying_races.py": ["raise_is_one_per_client_key", "backing_is_one_per_sponsor"],
    "tests/bounties/challenges/test_templating.py": ["short_post_is_one_per_challenge", "short_post_is_one_per_key"],
    "tests/campaigns/test_races_of_requests.py": [
        *(
            "contribution_is_one_per_client_key",
            "contribution_is_pending_once_per_payer",
            "payments_purse_reference_key",
        ),
        "approval_is_one_per_person_and_round",
    ],
    "tests/payments/payees/test_onboarding.py": [
        *("onboarding_visit_is_one_per_client_key", "payments_payee_account_key_key"),
    ],
    "tests/payments/periods/test_racing.py": ["closing_has_its_number", "payments_periodreopening_closing_id_key"],
    "tests/payments/payouts/test_creating.py": ["payout_is_one_per_award_and_payee"],
    "tests/payments/admin/test_acting.py": [  # the desk's acts: a rule's refusal is shown as its sentence
        *("hand_payment_is_one_per_refund", "reversal_is_one_per_payout", "flag_clearance_is_one_per_person"),
    ],
}
# No two requests of people meet at these.
UNMET = {
    "drawn at random, or a hash": [
        *("account_emailconfirmation_key_key", "accounts_apitoken_sha256_key", "ballot_receipt_is_its_own"),
        *("payments_onboardingvisit_link_key_key", "payments_transferattempt_idempotency_key_key"),
        "usersessions_usersession_session_key_key",
    ],
    "written by workers, which have races of their own": [
        *("account_is_one_per_owner", "assignment_is_one_per_judge_and_entry", "attempt_has_its_number"),
        *(
            "attempt_is_alone_while_open",
            "ballot_trace_is_kept_once",
            "ballots_flag_ballots_flag_id_ballot_id_020edf24_uniq",
        ),
        *("delivery_is_one_per_event_and_handler", "discrepancy_is_open_once", "entries_picture_file_id_key"),
        *("entries_screening_entry_id_key", "flag_is_raised_once", "leg_is_one_per_payout_and_contribution"),
        *("leg_reversal_is_one", "notification_is_one_per_event_and_person", "payments_period_month_key"),
        *("payments_transaction_effect_key_key", "process_beats_once", "rendition_is_one_per_size"),
        *("result_bundle_is_one_per_edition", "service_clock_is_one_per_subject", "similarity_is_flagged_once"),
        *("solvency_is_one_figure_a_day", "stage_is_followed_by_one", "standing_is_one_per_span_and_currency"),
    ],
    "Stripe's own name for a thing": [
        *(
            "payments_contribution_charge_id_key",
            "payments_contribution_session_id_key",
            "payments_dispute_dispute_id_key",
        ),
        *("payments_legreversal_stripe_id_key", "payments_pastaccount_account_id_key", "payments_payee_account_id_key"),
        *("payments_refund_refund_id_key", "payments_transferleg_transfer_id_key"),
    ],
    "a form of Django's or allauth's, under its own lock or for administrators only": [
        *("accounts_user_groups_user_id_group_id_59c0b32f_uniq", "auth_group_name_key"),
        *("accounts_user_user_permi_user_id_permission_id_2ab516c2_uniq", "calendar_is_one_per_name"),
        *("auth_group_permissions_group_id_permission_id_0cd325b0_uniq", "day_off_is_one_per_date"),
        *("auth_permission_content_type_id_codename_01ab375a_uniq", "one_calendar_is_the_default"),
        *("django_content_type_app_label_model_76bd3d3b_uniq", "one_plan_is_the_default", "opening_hours_begin_once"),
        *("plan_is_one_per_name", "target_is_one_per_measure", "unique_authenticator_type", "sanction_is_listed_once"),
    ],
    "a command on the machine": ["challenge_is_imported_once"],
}
