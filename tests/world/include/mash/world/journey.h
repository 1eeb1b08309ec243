// SPDX-License-Identifier: MIT
// One notification's way through both rooms, done by the personas of the demo borough on the pages
// that they see: told at the gate, screened, rated, asked about, decided, released by the owners,
// sent, accepted, fed back. Each step throws std::runtime_error with what the page says if it does
// not succeed. Steps run once, in the order in which they stand here.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "mash/exchange/link.h"
#include "mash/support/software_passkey.h"
#include "mash/world/world.h"

namespace mash::world {

// Every word that people type on the way. What is hidden from somebody is in a field of its own, so
// that tests can change or plant it.
struct Words {
  // what the referrer tells
  std::string given_name = "Amara";
  std::string surname = "Okafor";
  std::string sibling = "Tobi";
  std::string address = "14 Linden Road";
  std::string school = "Quillgate Primary School";
  std::string narrative = "She came with bruises on both arms and would not say why.";
  std::string where_now = "At school until three.";
  std::string who_else = "Her mother and her mother's partner.";
  std::string referrer_name = "Catherine Nuttall";
  std::string referrer_phone = "020 7946 0188";
  // what the front door writes
  std::string adult = "Corin";
  std::string screen_reason = "Bruises without an explanation.";
  std::string open_case = "4711 of the north team";
  std::string rate_reason = "Visible injury, no explanation.";
  std::string basis_how = "The mother was told by telephone.";
  std::string question = "What do you know about this family?";
  std::string strengths = "Her grandmother collects her twice a week.";
  std::string not_known = "Whether he still has a key.";
  std::string childs_voice = "I do not want to go home on Fridays.";
  std::string not_heard = "He does not speak yet.";
  std::string fit_answer = "The court heard it in 2012 and he lives abroad.";
  std::string decision_reason = "Injury to a child without an explanation.";
  std::string late_reason = "The school had said so before.";
  std::string evidence = "The teacher's words and what the agencies returned.";
  std::string safety_asked = "See Amara at school today.";
  std::string asked = "Begin an assessment.";
  std::string why = "An injury without an explanation and a history of call-outs.";
  std::string unknown = "Who was at home at the weekend.";
  std::string feedback = "An assessment has begun. Please keep a note of what you see.";
  std::string logged = "Rang twice; nobody answered.";
  std::string task = "Ring the school at noon.";
  std::string task_why = "She may not go home.";
  std::string handed = "He comes to the school gate at three.";
  std::string task_off = "The school rang first.";
  std::string others_there = "Ms Reed, Quillgate Primary School";
  std::string said_by_hub = "The mother has not been seen alone.";
  std::string discussion_decided = "A joint visit today.";
  std::string action = "Have a doctor see her.";
  std::string told_how = "By telephone at three. Paul has deleted his copy.";
  // what agencies return: by what becomes of it towards the recipient
  std::string released = "Police came to the address four times since May.";
  std::string redacted_original = "Ms Vane of number 16 says that he shouts at night.";
  std::string redacted_wording = "A neighbour says that he shouts at night.";
  std::string gist_original = "Missed the review of 3 October and the one before it.";
  std::string gist_wording = "Health appointments were missed this autumn.";
  std::string existence_original = "Under a covert investigation for supply.";
  std::string withheld = "An informant named the partner's brother.";
  std::string withhold_reason = "The source would be found out.";
  std::string unreleased = "Stopped in a stolen car in 2019.";   // nobody asks for it
  std::string volunteered = "His brother was excluded in May.";  // nobody asks for it either
  std::string logged_by_police = "She says that he drove her to the station.";
  std::string task_said = "The head knows us.";
  std::string task_done = "She is in class and stays until four.";
  std::string possible_crime = "Grip marks on both arms.";
  std::string said_for_police = "He has bail conditions.";
  std::string police_disagree = "We would not wait for the school to ring back.";
  std::string school_challenge = "He is at the gate again and nobody has rung us.";
  std::string school_caller = "Ms Nuttall, head teacher, by telephone";
  std::string police_challenge = "He was never told to stay away.";
  std::string kept_safe = "A teacher walks both children home.";
  std::string challenge_answer = "The plan names him and the officer has spoken to him.";
  std::string not_content = "Nobody has seen him sign it.";
  std::string said_by_health = "The older marks are weeks old.";
  std::string manager_only = "The mother has moved to a refuge.";
  std::string draft = "Half a thought about the partner.";
  // about who is one person
  std::string join_reason = "The same photograph in both files.";
  std::string over_stops = "The second certificate was a copy of the first.";
  std::string one_reason = "The baby has her sister's name on one paper.";
  // about an agency's list, and a name on it that the hub does not know
  std::string family_contact = "Only before three, never on the landline.";
  std::string contact_over = "She has left him and has a number of her own.";
  std::string doubt_reason = "They met her this morning.";
  std::string typed_call = "He stood at the school gate at six in the evening, alone.";
  std::string typed_name = "Caspian";
  // of a photograph: what the camera wrote into it and how the file is called; what it shows, by
  // whoever added it; and what stands in a letter
  std::string photograph_exif = "GPSLatitude 51 30 17";
  std::string file_name = "kitchen-floor";
  std::string shows = "Grip marks on the left upper arm.";
  std::string letter = "He waits outside in the blue car.";
  // of files that go with a notification: what the one shows and how it is called; and what the
  // one shows that does not arrive whole
  std::string sent_shows = "A burn on the right palm, as big as a coin.";
  std::string sent_name = "playground-today";
  std::string lost_shows = "The letter that her mother wrote to the school.";
  std::string system_shows = "The page of the diary with the times.";  // never collected
  std::string aside_reason = "It is a picture of a neighbour's car.";  // set aside, not wanted
  std::string item_file_name = "bedroom-door";                         // how such a file is called
  std::string kept_words = "She asked twice whether he knows where she sleeps.";  // sent too late
  std::string kept_of_barred = "His brother told me so himself.";  // and is barred since
  std::string item_shows = "Two holes in the bedroom door, as high as a chest.";  // of an item
  // behind the wall of an allegation; and what the hub may know of a child in it
  std::string allegation = "Her football coach keeps her behind, alone, and has her number.";
  std::string let_in_reason = "She knows the club from last year.";
  std::string finding_reason = "The club and the police found nothing that supports it.";
  std::string allegation_child = "See her at home before the weekend.";
  std::string list_reason = "The academy has changed its roll.";
  std::string listed_stranger = "Ottilie";
  std::string product_answer = "The family has moved out of our area.";
  // what the child says against sharing, why it leaves all the same, and that she changed her mind
  std::string objection = "She does not want her school to know of the hospital.";
  std::string despite = "She may come to more harm if nobody knows.";
  std::string objection_over = "She told her nurse that it is all right.";
  // told by telephone, since nobody of the police could be reached
  std::string told_to = "Dr Imre Vass";
  std::string told_said = "He has a shotgun. Do not let him take her home.";
  std::string told_why = "He was on his way to the ward.";
  std::string told_tried = "Their on-call number twice; it rang out.";
  std::string told_review = "There was no other way in the time.";
  // by whoever broke the glass of the case, and by who reviewed it
  std::string glass_reason = "Her brother sits in our office and will not go home.";
  std::string glass_review = "They needed it within the hour.";
  // of a child who is offered to another hub and stays here
  std::string transfer_words = "They have moved to their aunt.";
  std::string transfer_kept = "The aunt has brought them back.";
  std::string gone_child = "Thistlewick";  // of a case whose record is disposed of
  std::string hold_reason = "The county court hears it in the spring.";  // for whoever holds
  // by who asks what is held about them and who keeps the request, and an owner's reason
  std::string access_who = "Ruben Hale";
  std::string access_asks = "Everything that anybody has said about me since June.";
  std::string access_address = "My sister's flat, 9 Tern Street.";
  std::string access_how = "He brought his passport to the desk.";
  std::string access_handed = "She is on leave from Monday.";
  std::string access_reason = "It would show who told the officer.";
  // of the order of a court, and the ground on which an owner lets its own go there
  std::string court = "The Family Court at Tarnwick";
  std::string court_covers = "All that the hub holds of the child since June.";
  std::string court_mistake = "It is about her cousin of the same name.";
  std::string court_ground = "Our copy of the order is in the safe.";
  std::string told_reply = "We had no signal. It was right to tell them.";
};

// What there is in this world beside the words.
struct Variant {
  Words words{};
  int drafts = 1;            // on the police desk, not disclosed; at most 3
  bool manager_only = true;  // one such item of health
  bool objection = true;     // health hears that the child does not want sharing
  bool told = true;          // what the police hold is told by telephone
  bool other_case = true;    // a case in which none of this case's agencies is a member
  bool barred = false;       // u02 from that other case
  bool allegation = true;    // typed in by u01, for the designated officer alone
  // Of it the hub learns that a child needs help; and it ends.
  bool allegation_ends = true;
  std::string asked_about = "Featherstone";  // by another hub: this one never learns of whom
};

struct Receipt {
  std::string reference;
  std::string code;
};

class Journey {
 public:
  explicit Journey(World& world, Variant variant = {});

  // All of it. The order is that of the functions below.
  void run();
  void run_until_signed();  // the part of it until a product stands with its recipient, signed

  void professional_tells();
  void neighbour_tells();
  void hub_collects();
  void find_by_reference();
  void screening_officers_take();
  void say_who_they_are();
  void screen();
  void rate();
  void record_basis();
  void ask_agencies();
  void agencies_answer();
  void agency_volunteers();
  void log_is_kept();
  void files_are_added();
  void file_with_item(Visitor& desk, const std::string& item, const std::string& shows);
  void lost_file_is_seen_to();
  void note_too_late(const std::string& person, const std::string& case_of,
                     const std::string& what);
  void note_comes_too_late();
  void passkeys_are_kept();
  void passwords_are_changed();  // added, taken away, removed, in both rooms
  void owners_sign();            // and who sends it gets a passkey that counts
  void manager_signs(const std::string& once_more = "");  // names the step where it comes again
  void file_is_not_wanted();
  static void look_at_pictures(Visitor& who, const std::string& below);
  void desk_keeps_drafts();
  void send_safety_product();
  void held_is_told_by_phone();
  void child_objects();
  void tasks_are_given();
  void rota_is_kept();
  void board_goes_on_the_wall();
  void people_come_through_their_agencies();
  void shift_ends();
  void children_are_assessed();
  void police_disagree();
  void decide();
  void strategy_is_discussed();
  void other_case_goes_on();
  void two_persons_are_one();  // over both cases, said in the other one
  void person_is_one_all_the_same();
  void other_family_is_told_of_again();
  void compose();
  void owners_release();
  void issue();
  void recipient_accepts();
  void receipts_follow();
  void link_is_passed_on();
  void send_feedback();
  void referrer_reads();
  void another_recipient_rejects();
  void permission_is_taken_back();
  void second_manager_signs();
  void recipient_is_told_by_phone();
  void referrer_is_told_by_phone();  // of the neighbour's notification
  void withdrawal_is_seen();
  void late_information_is_answered();
  void decisions_are_challenged();
  void child_no_longer_objects();
  void owner_corrects();
  void family_grows();
  void agencies_are_asked_again();
  void contact_is_over();
  void say_of_what_group(Visitor& officer);
  void file_is_imported();
  void lateness_is_explained();
  void call_is_typed_in();
  void allegation_is_typed_in();
  void message_is_damaged();
  void agency_seals_what_it_holds();
  void system_tells();
  void agencys_system_ends_and_begins_accounts();
  void compare_a_list();
  void glass_is_broken();
  void glass_is_reviewed();
  void case_is_held();
  void old_case_is_disposed_of();
  void somebody_asks_what_is_held();
  void court_orders_the_case();
  void agreements_are_kept();
  void hubs_write_to_each_other();
  void hubs_offer_each_other(exchange::Sending& sending);  // what the other one sent before
  void standing_releases_are_kept();
  void patterns_are_looked_for();
  void figures_are_published();

  // Parts of these, in any case.
  // What the case system says of each child: so many are open to a worker who has left, and this of
  // all others.
  void look_into_case_system(Visitor& officer, const std::string& case_id, int open,
                             const std::string& others = "NOT_OPEN");
  void add_unknown_together(Visitor& officer, const std::string& together);
  // Everybody of it is new to the hub.
  void finish_identifying(Visitor& officer, const std::string& case_id);
  void decide_children(Visitor& manager, const std::string& case_id, const std::string& outcome,
                       const std::string& level);
  // For both children, citing these items; answers the product's id.
  std::string write_to(const std::string& recipient, const std::vector<std::string>& cited);
  void check_and_send(const std::string& product);
  // Somebody of an agency writes a standing release to this recipient and puts it in force, with
  // their passkey where `passkey`; answers its path.
  std::string standing_release(const std::string& person, const std::string& recipient,
                               bool passkey);

  // Known once the step that makes them has run.
  Receipt receipt;  // of the professional
  Receipt neighbour_receipt;
  std::string case_id;         // of the professional's notification
  std::string person_id;       // of the first child in it
  std::string urgent_case_id;  // of the neighbour's
  std::string other_case_id;
  std::string allegation_id;     // of the case behind the wall
  std::string product_id;        // for the agency "assess"
  std::string rejected_product;  // for the agency "ehteam"
  // Ids by the name of the field of Words: "released", "withheld", ...
  std::vector<std::pair<std::string, std::string>> items;

  [[nodiscard]] const Words& words() const { return variant_.words; }
  [[nodiscard]] std::string item(const std::string& name) const;
  [[nodiscard]] std::string case_path(const std::string& rest = "") const;

 private:
  support::SoftwarePasskey& device(const std::string& seed);
  void passkey_counts(const std::string& holder, const std::string& colleague);
  void sign(const std::string& person, const std::string& path);
  void sign(const std::string& person, const std::string& page, const std::string& act);
  std::map<std::string, support::SoftwarePasskey> devices_;

  // The answers of each page of the public form, by the path that it posts to.
  using Page = std::pair<std::string, std::vector<std::pair<std::string, std::string>>>;
  struct File {
    std::string bytes, name, shows;
  };
  Receipt tell(Visitor& who, std::vector<Page> pages, const std::vector<File>& files = {});
  // The gate refuses what was sent last; the manager reads it in the queue and sends it again.
  void refused_and_sent_again();
  // Puts both side by side; answers the path of that page.
  std::string put_beside(Visitor& officer, const std::string& person, const std::string& other);
  void take_back_last_answer(Visitor& officer);
  void officer_takes_up();
  std::string first_person(Visitor& officer, const std::string& id);
  void write_log(Visitor& who, const std::string& id, const std::string& what,
                 const std::string& contact);
  // Each child, with this factor; the first was heard, the others were not. Says how many.
  int assess_all(Visitor& officer, const std::string& id, const std::string& factor);
  std::string challenge(Visitor& who, const std::string& reason, const std::string& caller);
  void keep_safe_and_answer(const std::string& challenge, const std::string& answered_by);
  void give_task(Visitor& who, const std::string& id, const std::string& to);
  void hide_other_case_from(const std::string& staff);
  void tell_of_other_family(const std::string& narrative,
                            const std::vector<std::pair<std::string, std::string>>& born);
  void owner_clears_words(Visitor& owner, const std::string& product);
  static void answer_parts(Visitor& owner, const std::string& request, const std::string& answer,
                           const std::string& reason);
  void release(
      Visitor& owner, const std::string& product,
      const std::vector<std::pair<std::string, std::vector<std::pair<std::string, std::string>>>>&
          decisions);

  World& world_;
  Variant variant_;
};

// Submits and expects to be led on; answers where to. Throws with what the page says otherwise.
std::string must(Visitor& who, const Form& form);

}  // namespace mash::world
