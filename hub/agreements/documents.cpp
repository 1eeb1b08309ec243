// SPDX-License-Identifier: MIT
// Documents that the law asks for, filled from the configuration and the agreements in force. What
// only people can answer is a marked gap: nothing is invented.
#include "mash/document/document.h"

#include <algorithm>
#include <array>

#include "mash/agreements/agreements.h"
#include "mash/directory/directory.h"
#include "pages.h"

namespace mash::agreements {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_path = "/agreements/documents";

struct Template {
  std::string_view id;
  std::string_view page;
  std::string_view title;
  std::string_view law;
};
constexpr auto k_documents = std::to_array<Template>({
    {"privacy-notice", "agreements/privacy_notice", "How we use information about your family",
     "The family's privacy notice. UK GDPR, Articles 13 and 14"},
    {"impact-assessment", "agreements/impact_assessment", "Data protection impact assessment",
     "UK GDPR, Article 35"},
    {"arrangement", "agreements/arrangement", "Arrangement of the joint controllers",
     "UK GDPR, Article 26"},
});

struct Risk {
  const char* risk;
  const char* measure;
};
constexpr auto k_risks = std::to_array<Risk>({
    {"Somebody reads a case who need not",
     "Only agencies that were asked read it; each look is recorded, shown to those in the case and "
     "can be reviewed."},
    {"It leaves the hub to whom it could harm",
     "Nothing leaves without its owner's decision for that recipient; each product names what left "
     "and can be taken back."},
    {"A wrong person is taken for the child",
     "The hub itself joins nobody: a person says why two are one, and it can be undone."},
    {"What is held is wrong or old",
     "The owner corrects it; what left of the old version is taken back."},
    {"The machine or a copy of it is stolen",
     "Words about people are encrypted with a key for each case and agency."},
    {"Somebody changes what was recorded",
     "The record is a log whose change can be found, also by others who sign it."},
    {"A child is not helped in time because nobody dares to share",
     "Clocks climb by themselves, and nothing urgent waits for a signature or an agreement."},
});

std::string joined(const std::vector<std::string>& all) {
  std::string out;
  for (const auto& one : all) out += (out.empty() ? "" : "; ") + one;
  return out;
}

void add_once(std::vector<std::string>& out, const std::vector<std::string>& more) {
  for (const auto& one : more) {
    if (std::ranges::find(out, one) == out.end()) out.push_back(one);
  }
}

json::Array texts(const std::vector<std::string>& all) {
  return {all.begin(), all.end()};
}

bool is_in_force(const Agreement& agreement, const Version* version, LocalDate day) {
  return version != nullptr && version->is_agreed() && !agreement.ended_at &&
         day <= version->terms.ends;
}

void set_agreed(json::Value& data, Context& c, const model::Borough& borough) {
  json::Array agreements;
  std::vector<std::string> purposes;
  std::vector<std::string> laws;
  for (const auto& agreement : all_agreements(c.tx)) {
    const auto* version = agreement.standing(today(c));
    if (!is_in_force(agreement, version, today(c))) continue;
    const auto& terms = version->terms;
    std::vector<std::string> parties;
    for (const auto& agency : terms.parties) {
      if (!version->has_joined(agency)) continue;
      const bool on_paper = version->words.at(agency).on_paper.has_value();
      parties.push_back(directory::agency_name(borough, agency) + (on_paper ? " (on paper)" : ""));
    }
    agreements.push_back(
        json::Object{{"name", terms.name},
                     {"parties", joined(parties)},
                     {"purposes", joined(purposes_in_words(terms))},
                     {"kinds", joined(kinds_in_words(terms))},
                     {"laws", joined(laws_in_words(terms))},
                     {"dates", plain_date(terms.begins) + " to " + plain_date(terms.ends)},
                     {"review_by", plain_date(terms.review_by)}});
    add_once(purposes, purposes_in_words(terms));
    add_once(laws, laws_in_words(terms));
  }
  data.set("agreements", std::move(agreements));
  data.set("purposes", texts(purposes));
  data.set("laws", texts(laws));
}

json::Value filled(Context& c, const model::Borough& borough) {
  json::Value data = json::Object{};
  data.set("hub", borough.hub.name);
  json::Array services;
  json::Array controllers;
  json::Array recipients;
  for (const auto& agency : borough.agencies) {
    if (agency.inside_hub) {
      services.emplace_back(agency.name);
      controllers.push_back(json::Object{{"name", agency.name}, {"duty", agency.duty}});
    } else if (std::ranges::any_of(borough.staff, [&agency](const model::StaffMember& member) {
                 return member.agency == agency.id &&
                        (member.role == model::Role::recipient ||
                         member.role == model::Role::referrer_recipient);
               })) {
      recipients.emplace_back(agency.name);
    }
  }
  data.set("services", std::move(services));
  data.set("controllers", std::move(controllers));
  data.set("recipients", std::move(recipients));
  const auto officer = std::ranges::find(borough.staff, model::Role::data_protection_officer,
                                         &model::StaffMember::role);
  data.set("officer", officer == borough.staff.end()
                          ? std::string()
                          : directory::person_name(borough, officer->id) + ", " +
                                directory::agency_name(borough, officer->agency));
  json::Array risks;
  for (const auto& one : k_risks) {
    risks.push_back(json::Object{{"risk", one.risk}, {"measure", one.measure}});
  }
  data.set("risks", std::move(risks));
  set_agreed(data, c, borough);
  return data;
}

pipeline::View view_of(Context& c, const model::Borough& borough, const Template& document) {
  return {.page = std::string(document.page),
          .title = std::string(document.title),
          .data = filled(c, borough)};
}

Result<pipeline::View> document_in_path(Context& c, const model::Borough& borough) {
  const auto found = std::ranges::find(k_documents, c.input.text("document"), &Template::id);
  if (found == k_documents.end()) return not_found();
  return view_of(c, borough, *found);
}

Result<std::string> pdf_of(Context& c, const model::Borough& borough, const pipeline::View& view) {
  const auto words = document::read_page(view.title, c.templates.render(view.page, view.data));
  MASH_TRY(
      auto made,
      document::write_pdf(
          words, {.marking = "", .watermark = "", .foot = borough.hub.name, .made_at = c.now}));
  return std::move(made.bytes);
}

Result<Reply> list() {
  json::Array documents;
  for (const auto& one : k_documents) {
    documents.push_back(json::Object{{"href", std::string(k_path) + "/" + std::string(one.id)},
                                     {"title", std::string(one.title)},
                                     {"law", std::string(one.law)}});
  }
  json::Value data = json::Object{};
  data.set("documents", std::move(documents));
  return pipeline::View{.page = "agreements/documents",
                        .title = "Documents filled from the agreements",
                        .data = std::move(data)};
}

Result<Reply> pdf(Context& c, const model::Borough& borough) {
  MASH_TRY(const auto view, document_in_path(c, borough));
  MASH_TRY(auto bytes, pdf_of(c, borough, view));
  return pipeline::Download{.type = "application/pdf",
                            .name = std::string(c.input.text("document")) + ".pdf",
                            .body = std::move(bytes)};
}

}  // namespace

Result<std::vector<Document>> documents(Context& c, const model::Borough& borough) {
  std::vector<Document> out;
  for (const auto& one : k_documents) {
    MASH_TRY(auto bytes, pdf_of(c, borough, view_of(c, borough, one)));
    out.push_back({.name = std::string(one.id) + ".pdf", .pdf = std::move(bytes)});
  }
  return out;
}

void add_document_routes(std::vector<pipeline::Route>& out, const model::Borough& borough) {
  const std::string path = k_path;
  out.push_back(pipeline::page<Action::read_agreements>(
      {.path = path,
       .summary = "The documents that are filled from the agreements",
       .event = "agreement.document",
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context&) { return list(); }}));
  out.push_back(pipeline::page<Action::read_agreements>(
      {.path = path + "/{document}",
       .summary = "Privacy notice, impact assessment or arrangement of the joint controllers",
       .event = "agreement.document",
       .facts = pipeline::no_facts,
       .run = [&borough](const auto&, Context& c) -> Result<Reply> {
         MASH_TRY(auto view, document_in_path(c, borough));
         return view;
       }}));
  out.push_back(pipeline::page<Action::read_agreements>(
      {.path = path + "/{document}/pdf",
       .summary = "The same as a PDF",
       .event = "agreement.document",
       .facts = pipeline::no_facts,
       .run = [&borough](const auto&, Context& c) { return pdf(c, borough); }}));
}

}  // namespace mash::agreements
