// SPDX-License-Identifier: MIT
#include "submit.h"

#include "draft_store.h"
#include "mash/base/assert.h"
#include "mash/packages/reference.h"
#include "receipt_store.h"

namespace mash::notify {

namespace {

std::string source_of(const Draft& draft, bool unnamed) {
  const Answers& a = draft.answers;
  if (draft.kind() == Kind::professional) return a.get("source").reveal();
  if (a.is("who", "child_self")) return "1C";
  if (a.is("who", "child_other") || a.is("who", "friend")) return "1B";
  if (a.is("who", "family")) return "1A";
  return unnamed ? "9" : "1D";
}

packages::NotifiedPerson person_of(const Answers& child, bool self) {
  packages::NotifiedPerson p;
  p.role = child.has("expected_dob") ? "unborn" : "child";
  p.given_name = child.get("given_name");
  p.surname = child.get("surname");
  p.dob = child.get("dob");
  p.expected_dob = child.get("expected_dob");
  p.sex = child.get("sex");
  p.address_line = child.get("address_line");
  p.postcode = child.get("postcode");
  p.school = child.get("school");
  std::string notes;
  if (child.has("about_age")) notes = "Age as told: " + child.get("about_age").reveal();
  if (self) notes += std::string(notes.empty() ? "" : ". ") + "This child tells us itself";
  p.notes = Sensitive(std::move(notes));
  return p;
}

}  // namespace

packages::Notification notification_of(const Draft& draft, const std::string& reference,
                                       const std::string& code) {
  const Answers& a = draft.answers;
  const bool professional = draft.kind() == Kind::professional;
  const bool unnamed =
      !a.has("referrer_name") && !a.has("referrer_phone") && !a.has("referrer_email");
  packages::Notification n;
  n.reference = reference;
  n.status_secret = hex(crypto::sha256(as_bytes(code)));
  n.professional = professional;
  n.danger = a.get("danger").reveal();
  n.source = source_of(draft, unnamed);
  if (professional) {
    n.concerns = draft.concerns;
    n.informed = a.get("informed").reveal();
    n.why_not_informed = a.get("why_not_informed");
    n.family_contact = a.get("family_contact");
    n.interpreter = a.get("interpreter").reveal();
    n.language = a.get("language");
    n.needs = a.get("needs");
    n.referrer_role = a.get("referrer_role");
    n.referrer_agency = a.get("referrer_agency");
  } else if (draft.kind() == Kind::child) {
    n.referrer_role = Sensitive("Child or young person");
  }
  n.narrative = a.get("narrative");
  n.where_now = a.get("where_now");
  n.who_else = a.get("who_else");
  n.safe_contact = a.get("safe_contact");
  n.referrer_name = a.get("referrer_name");
  n.referrer_email = a.get("referrer_email");
  n.referrer_phone = a.get("referrer_phone");
  n.anonymous = !professional && (unnamed || a.has("keep_back"));
  for (std::size_t i = 0; i < draft.children.size(); ++i) {
    if (draft.children[i].has("nothing_known")) continue;
    n.people.push_back(person_of(draft.children[i], draft.about_self() && i == 0));
  }
  for (const DraftFile& file : draft.files) n.files.push_back(file.sent);
  return n;
}

std::string signed_receipt(const pipeline::KeyRing& keys, const std::string& reference, UtcTime at,
                           ByteView sealed, std::size_t files) {
  const crypto::SigningKey key(keys.of("sign"));
  std::string text = "OpenMASH receipt\n";
  text += "reference: " + reference + "\n";
  text += "received: " + iso_london(at) + "\n";
  if (files > 0) text += "files: " + std::to_string(files) + "\n";
  text += "sealed-sha256: " + hex(crypto::sha256(sealed)) + "\n";
  text += "signed-by-ed25519: " + hex(key.public_key()) + "\n";
  return text + "signature: " + hex(key.sign(as_bytes(text))) + "\n";
}

namespace {

// `files` of the draft's are here.
Accepted queue_it(pipeline::Context& c, const crypto::PublicKey& hub_key, const Draft& draft,
                  std::size_t files) {
  MASH_ASSERT(is_complete(draft));
  const std::string reference = packages::new_reference(c.random);
  const std::string code = packages::new_receipt_code(c.random);
  Bytes plain = encode(notification_of(draft, reference, code));
  packages::Inward inward{.id = new_id_text(c.random),
                          .kind = packages::InwardKind::notification,
                          .at = c.now,
                          .body = crypto::box_seal(hub_key, plain, c.random)};
  wipe(plain);
  door::queue(c.tx, inward);
  add_receipt(c, reference, code, inward.id);
  c.touch(inward.id);
  return {reference, code, inward.id, signed_receipt(c.keys, reference, c.now, inward.body, files)};
}

}  // namespace

Accepted accept(pipeline::Context& c, const crypto::PublicKey& hub_key, const Draft& draft) {
  return queue_it(c, hub_key, draft, draft.files.size());
}

AcceptedWithFiles accept_with_files(pipeline::Context& c, const crypto::PublicKey& hub_key,
                                    std::int64_t file_room, Professional sent) {
  std::int64_t bytes = 0;
  for (DraftFile& file : sent.files) {
    file.sent.id = new_id_text(c.random);
    bytes += file.sent.size;
  }
  const bool room = bytes == 0 || !has_no_room(c.tx, file_room, bytes);
  if (!room) c.note("no_room");
  const std::size_t taken = room ? sent.files.size() : 0;
  AcceptedWithFiles out{queue_it(c, hub_key, sent, taken), taken};
  const std::string holder = new_id_text(c.random);
  for (std::size_t i = 0; i < taken; ++i) {
    hold_file_for(c, hub_key, holder, sent.files[i].sent.id, sent.contents[i]);
  }
  if (taken > 0) door::send_held(c.tx, holder, c.now);
  return out;
}

void submit(pipeline::Context& c, const Deps& deps, const Draft& draft) {
  const Accepted sent = accept(c, deps.hub_key, draft);
  send_files(c);
  confirm_draft(c, json::Object{{"reference", sent.reference},
                                {"code", sent.code},
                                {"at", c.now.micros},
                                {"inward_id", sent.inward_id},
                                {"danger", draft.answers.is("danger", "yes")},
                                {"professional", draft.kind() == Kind::professional},
                                {"child", draft.kind() == Kind::child},
                                {"files", draft.files.size()},
                                {"receipt", sent.receipt}});
}

}  // namespace mash::notify
