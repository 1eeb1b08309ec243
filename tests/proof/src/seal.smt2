; SPDX-License-Identifier: MIT
; The decision for a theorem prover, from the words of libs/policy/README.md. Goal: what must never
; be granted is shown for all that can be asked, not for what somebody thought of.
; seal_test.cpp compares each answer with the kernel's, and asks for the theorems at the end.

(declare-datatypes ((Side 0)) (((s_nobody) (s_hub) (s_outside) (s_system))))
(declare-datatypes ((Item 0)) (((i_none) (i_draft) (i_in_hub) (i_erased))))
; seal_test.cpp puts Role and Act here, with the names of policy.h.
;;; NAMES

(declare-datatypes ((Rule 0)) (((r_erased) (r_barred) (r_wrong_side) (r_no_capability)
  (r_not_member) (r_not_owner) (r_may_not_release) (r_not_draft) (r_not_in_hub) (r_too_sensitive)
  (r_not_released) (r_basis_missing) (r_reason_owed) (r_own_doing) (r_held) (r_open_to_all)
  (r_own_system) (r_capability) (r_member) (r_owner) (r_manager_only) (r_released_to_you)
  (r_broken_glass))))

; All that is asked and true, in one value.
(declare-datatypes ((Ask 0)) (((ask (side Side) (role Role) (marked Bool) (act Act)
  (member Bool) (own Bool) (item Item) (basis Bool) (urgent Bool) (sensitive Bool)
  (released Bool) (barred Bool) (glass Bool) (owed Bool) (held Bool)))))

; Who is who.
(define-fun leads ((r Role)) Bool (or (= r MashManager) (= r DeputyManager)))
(define-fun at_a_desk ((r Role)) Bool
  (or (= r Navigator) (= r ReleaseOfficer) (= r PoliceSupervisor)))
(define-fun at_the_door ((r Role)) Bool
  (or (leads r) (= r ScreeningOfficer) (= r MashAdmin) (= r EmergencyDuty)
      (= r DesignatedOfficer)))
(define-fun counts ((r Role)) Bool
  (or (= r Analyst) (= r QualityAuditor) (= r DataProtectionOfficer) (= r SystemAdministrator)))
(define-fun from_outside ((r Role)) Bool (or (= r Recipient) (= r Referrer)))

; Which act is of which kind.
(define-fun open_to_all ((a Act)) Bool
  (or (= a read_public) (= a sign_in) (= a sign_out) (= a keep_words) (= a keep_passkeys)
      (= a submit_notification) (= a read_status)))
(define-fun of_machinery ((a Act)) Bool
  (or (= a collect) (= a fire_clock) (= a provision_people) (= a log_notification)))
(define-fun of_product ((a Act)) Bool (or (= a read_product) (= a answer_product)))
(define-fun at_the_gate ((a Act)) Bool (or (= a read_inbox) (of_product a)))
(define-fun for_the_agency ((a Act)) Bool
  (or (= a release_item) (= a answer_for_passkey) (= a open_compartment) (= a join_agreement)
      (= a approve_disposal) (= a answer_subject_request)))
(define-fun of_the_owner ((a Act)) Bool
  (or (for_the_agency a) (= a answer_enquiry) (= a edit_item) (= a disclose_item)
      (= a settle_task)))
(define-fun on_a_case ((a Act)) Bool
  (or (= a screen) (= a assess) (= a confirm_rating) (= a record_basis) (= a send_enquiry)
      (= a chase_enquiry) (= a decide) (= a record_decision) (= a compose_product)
      (= a issue_product) (= a send_feedback) (= a set_bar) (= a keep_wall) (= a record_work)
      (= a read_looks) (= a make_court_bundle)))

; The table of the README: whose act it is.
(define-fun has_act ((r Role) (a Act)) Bool
  (or
    (and (at_the_door r)
         (or (= a read_queue) (= a log_notification) (= a screen) (= a record_basis)
             (= a read_case) (= a record_work) (= a read_looks) (= a read_item) (= a read_tasks)
             (= a settle_task) (= a account_for_reading) (= a read_figures)
             (= a read_agreements)))
    (and (at_a_desk r)
         (or (= a read_case) (= a record_work) (= a read_looks) (= a read_item) (= a read_tasks)
             (= a settle_task) (= a account_for_reading) (= a break_glass) (= a read_requests)
             (= a read_releases) (= a answer_enquiry) (= a edit_item) (= a disclose_item)
             (= a release_item) (= a open_compartment) (= a answer_for_passkey)
             (= a read_agreements) (= a join_agreement) (= a read_retention) (= a keep_holds)
             (= a approve_disposal) (= a answer_subject_request)))
    (and (leads r)
         (or (= a keep_rota) (= a review_reading) (= a assess) (= a record_decision)
             (= a confirm_rating) (= a issue_product) (= a send_enquiry) (= a chase_enquiry)
             (= a decide) (= a set_bar) (= a compose_product) (= a send_feedback)
             (= a keep_agreements) (= a read_retention) (= a keep_holds) (= a approve_disposal)
             (= a keep_subject_requests) (= a answer_subject_request) (= a make_court_bundle)))
    (and (= r ScreeningOfficer) (or (= a assess) (= a record_decision)))
    (and (= r MashAdmin) (or (= a keep_rota) (= a send_enquiry) (= a chase_enquiry)))
    (and (= r EmergencyDuty) (or (= a assess) (= a record_decision) (= a confirm_rating)
                                 (= a issue_product) (= a send_enquiry)))
    (and (= r DesignatedOfficer) (or (= a review_reading) (= a decide) (= a set_bar)
                                     (= a keep_wall) (= a keep_holds) (= a make_court_bundle)
                                     (= a keep_subject_requests)
                                     (= a answer_subject_request)))
    (and (= r Navigator) (= a keep_rota))
    (and (= r DataProtectionOfficer) (or (= a review_reading) (= a keep_agreements)
                                         (= a read_retention) (= a keep_holds)
                                         (= a keep_subject_requests)))
    (and (or (leads r) (= r Analyst))
         (or (= a read_findings) (= a keep_findings) (= a read_names)))
    (and (leads r) (= a clear_names))
    (and (counts r) (or (= a read_figures) (= a read_agreements)))
    (and (= r SystemAdministrator) (= a administer))
    (and (from_outside r) (at_the_gate a))))

(define-fun owes ((q Ask)) Bool
  (and (owed q) (not (urgent q)) (not (= (role q) EmergencyDuty))))

; Clauses that theorems rest on: the test turns one off and finds that its theorem falls.
(define-fun keep_nobody () Bool true)
(define-fun keep_machinery () Bool true)
(define-fun keep_erased () Bool true)
(define-fun keep_barred () Bool true)
(define-fun keep_room () Bool true)
(define-fun keep_capability () Bool true)
(define-fun keep_released () Bool true)
(define-fun keep_owner () Bool true)
(define-fun keep_held () Bool true)
(define-fun keep_member () Bool true)
(define-fun keep_reader () Bool true)

; Rules 8 to 12, of whoever has the act.
(define-fun of_words ((q Ask)) Rule
  (ite (and (own q) (not (= (item q) i_none))) r_owner
  (ite (not (= (item q) i_in_hub)) r_not_in_hub
  (ite (not (or (member q) (glass q))) r_not_member
  (ite (and (sensitive q) (not (and (member q) (leads (role q))))) r_too_sensitive
  (ite (owes q) r_reason_owed
  (ite (sensitive q) r_manager_only
  (ite (member q) r_member r_broken_glass))))))))
(define-fun of_ownership ((q Ask)) Rule
  (ite (and keep_owner (not (own q))) r_not_owner
  (ite (and (= (act q) disclose_item) (not (= (item q) i_draft))) r_not_draft
  (ite (and (for_the_agency (act q)) (not (marked q)) (not (leads (role q)))
            (not (= (role q) DesignatedOfficer))) r_may_not_release
  (ite (and keep_held (= (act q) approve_disposal) (held q)) r_held
  (ite (and (= (act q) release_item) (not (= (item q) i_in_hub))) r_not_in_hub
  r_owner))))))
(define-fun of_a_case ((q Ask)) Rule
  (ite (and keep_member (not (member q))) r_not_member
  (ite (and (= (act q) send_enquiry) (not (basis q)) (not (urgent q))) r_basis_missing
  r_member)))
(define-fun of_reading_a_case ((q Ask)) Rule
  (ite (and keep_reader (not (or (member q) (glass q)))) r_not_member
  (ite (owes q) r_reason_owed
  (ite (member q) r_member r_broken_glass))))

; The order of the rules.
(define-fun answer ((q Ask)) Rule
  (ite (open_to_all (act q)) r_open_to_all
  (ite (= (side q) s_system) 
    (ite (or (of_machinery (act q)) (not keep_machinery)) r_own_system r_wrong_side)
  (ite (and keep_nobody (= (side q) s_nobody)) r_wrong_side
  (ite (and keep_erased (= (item q) i_erased)) r_erased
  (ite (and keep_barred (barred q)) r_barred
  (ite (and keep_room (not (= (at_the_gate (act q)) (= (side q) s_outside)))) r_wrong_side
  (ite (and keep_capability (not (has_act (role q) (act q)))) r_no_capability
  (ite (and keep_released (of_product (act q)) (not (and (own q) (released q)))) r_not_released
  (ite (of_product (act q)) r_released_to_you
  (ite (= (act q) read_item) (of_words q)
  (ite (of_the_owner (act q)) (of_ownership q)
  (ite (or (= (act q) read_case) (= (act q) read_names)) (of_reading_a_case q)
  (ite (on_a_case (act q)) (of_a_case q)
  (ite (and (or (= (act q) review_reading) (= (act q) clear_names)) (own q)) r_own_doing
  r_capability)))))))))))))))

(define-fun is_yes ((r Rule)) Bool
  (or (= r r_open_to_all) (= r r_own_system) (= r r_capability) (= r r_member) (= r r_owner)
      (= r r_manager_only) (= r r_released_to_you) (= r r_broken_glass)))

; What shows somebody words about a family.
(define-fun shows_content ((a Act)) Bool
  (or (= a read_case) (= a read_item) (= a read_queue) (= a read_product) (= a read_requests)
      (= a read_releases) (= a read_looks) (= a make_court_bundle) (= a read_inbox)
      (= a read_names)))

(define-fun not_open ((q Ask)) Bool (not (open_to_all (act q))))
(define-fun without_glass ((q Ask)) Ask
  (ask (side q) (role q) (marked q) (act q) (member q) (own q) (item q) (basis q) (urgent q)
       (sensitive q) (released q) (barred q) false (owed q) (held q)))

; Each theorem as its opposite, which nothing may satisfy; and the clause that it rests on.
; `a` is the answer, `b` what it were if no glass were broken.
;;; THEOREM outside_has_only_what_is_released_to_it WITHOUT keep_released
(define-fun outside_has_only_what_is_released_to_it ((q Ask) (a Rule) (b Rule)) Bool
  (and (is_yes a) (= (side q) s_outside) (of_product (act q)) (not (and (own q) (released q)))))
;;; THEOREM outside_does_no_act_of_the_hub WITHOUT keep_room
(define-fun outside_does_no_act_of_the_hub ((q Ask) (a Rule) (b Rule)) Bool
  (and (is_yes a) (= (side q) s_outside) (not_open q) (not (at_the_gate (act q)))))
;;; THEOREM no_act_of_an_owner_by_another_agency WITHOUT keep_owner
(define-fun no_act_of_an_owner_by_another_agency ((q Ask) (a Rule) (b Rule)) Bool
  (and (is_yes a) (of_the_owner (act q)) (not (own q))))
;;; THEOREM broken_glass_takes_no_act_on_a_case WITHOUT keep_member
(define-fun broken_glass_takes_no_act_on_a_case ((q Ask) (a Rule) (b Rule)) Bool
  (and (is_yes a) (glass q) (not (member q)) (on_a_case (act q))))
;;; THEOREM the_barred_are_granted_nothing WITHOUT keep_barred
(define-fun the_barred_are_granted_nothing ((q Ask) (a Rule) (b Rule)) Bool
  (and (is_yes a) (barred q) (not_open q) (not (= (side q) s_system))))
;;; THEOREM nothing_held_is_disposed_of WITHOUT keep_held
(define-fun nothing_held_is_disposed_of ((q Ask) (a Rule) (b Rule)) Bool
  (and (is_yes a) (= (act q) approve_disposal) (held q)))
;;; THEOREM what_is_erased_is_touched_by_nobody WITHOUT keep_erased
(define-fun what_is_erased_is_touched_by_nobody ((q Ask) (a Rule) (b Rule)) Bool
  (and (is_yes a) (= (item q) i_erased) (not_open q) (not (= (side q) s_system))))
;;; THEOREM who_has_not_signed_in_reads_no_content WITHOUT keep_nobody
(define-fun who_has_not_signed_in_reads_no_content ((q Ask) (a Rule) (b Rule)) Bool
  (and (is_yes a) (= (side q) s_nobody) (shows_content (act q))))
;;; THEOREM the_machinery_reads_no_content WITHOUT keep_machinery
(define-fun the_machinery_reads_no_content ((q Ask) (a Rule) (b Rule)) Bool
  (and (is_yes a) (= (side q) s_system) (shows_content (act q))))
;;; THEOREM board_and_peers_have_only_what_is_open WITHOUT keep_capability
(define-fun board_and_peers_have_only_what_is_open ((q Ask) (a Rule) (b Rule)) Bool
  (and (is_yes a) (or (= (role q) BoardAnalyst) (= (role q) PeerHubManager)) (not_open q)
       (not (= (side q) s_system))))
;;; THEOREM counters_read_no_content WITHOUT keep_capability
(define-fun counters_read_no_content ((q Ask) (a Rule) (b Rule)) Bool
  (and (is_yes a) (counts (role q)) (shows_content (act q)) (not (= (act q) read_names))))
;;; THEOREM names_of_a_finding_only_where_a_case_or_a_clearance_opens_them WITHOUT keep_reader
(define-fun names_of_a_finding_only_where_a_case_or_a_clearance_opens_them
            ((q Ask) (a Rule) (b Rule)) Bool
  (and (is_yes a) (= (act q) read_names) (not (member q)) (not (glass q))))
;;; THEOREM broken_glass_adds_reading_alone
(define-fun broken_glass_adds_reading_alone ((q Ask) (a Rule) (b Rule)) Bool
  (and (is_yes a) (not (is_yes b))
       (not (= (act q) read_case)) (not (= (act q) read_item)) (not (= (act q) read_names))))
;;; THEOREM broken_glass_opens_nothing_for_managers_only
(define-fun broken_glass_opens_nothing_for_managers_only ((q Ask) (a Rule) (b Rule)) Bool
  (and (is_yes a) (not (is_yes b)) (= (act q) read_item) (sensitive q)))

; What has to be possible, or the theorems would say nothing.
;;; POSSIBLE somebody_is_granted_something
(define-fun somebody_is_granted_something ((q Ask) (a Rule) (b Rule)) Bool
  (and (is_yes a) (not_open q)))
;;; POSSIBLE somebody_is_refused
(define-fun somebody_is_refused ((q Ask) (a Rule) (b Rule)) Bool (not (is_yes a)))
;;; POSSIBLE outside_reads_what_is_released
(define-fun outside_reads_what_is_released ((q Ask) (a Rule) (b Rule)) Bool
  (and (is_yes a) (= (side q) s_outside) (= (act q) read_product)))
;;; POSSIBLE an_owner_releases
(define-fun an_owner_releases ((q Ask) (a Rule) (b Rule)) Bool
  (and (is_yes a) (= (act q) release_item)))
;;; POSSIBLE broken_glass_opens_an_item
(define-fun broken_glass_opens_an_item ((q Ask) (a Rule) (b Rule)) Bool
  (and (is_yes a) (not (is_yes b)) (= (act q) read_item)))
;;; POSSIBLE broken_glass_opens_a_case
(define-fun broken_glass_opens_a_case ((q Ask) (a Rule) (b Rule)) Bool
  (and (is_yes a) (not (is_yes b)) (= (act q) read_case)))
;;; POSSIBLE an_analyst_reads_names_that_were_cleared
(define-fun an_analyst_reads_names_that_were_cleared ((q Ask) (a Rule) (b Rule)) Bool
  (and (is_yes a) (not (is_yes b)) (= (role q) Analyst) (= (act q) read_names)))
;;; POSSIBLE something_is_disposed_of
(define-fun something_is_disposed_of ((q Ask) (a Rule) (b Rule)) Bool
  (and (is_yes a) (= (act q) approve_disposal)))
