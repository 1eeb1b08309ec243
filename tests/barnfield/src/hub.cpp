// SPDX-License-Identifier: MIT
#include "mash/barnfield/hub.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "mash/attachments/arriving.h"
#include "mash/attachments/outside.h"
#include "mash/attachments/schema.h"
#include "mash/attachments/shelf.h"
#include "mash/cases/case_disposal.h"
#include "mash/cases/disposed.h"
#include "mash/cases/glass.h"
#include "mash/cases/holds.h"
#include "mash/cases/kept_open.h"
#include "mash/cases/queue.h"
#include "mash/cases/schema.h"
#include "mash/cases/templates.h"
#include "mash/cases/walls.h"
#include "mash/copies/templates.h"
#include "mash/directory/directory.h"
#include "mash/directory/schema.h"
#include "mash/disclosure/items.h"
#include "mash/people/schema.h"
#include "mash/told/schema.h"

namespace mash::barnfield {

namespace {

template <class T>
void append(std::vector<T>& all, std::vector<T> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

const model::Borough& borough() {
  static const model::Borough b =
      *model::parse_borough(*json::parse(read_text("data/barnfield.json")));
  return b;
}

const cases::Timescales& timescales() {
  static const cases::Timescales t{borough().default_policy({2026, 11, 24}),
                                   borough().default_calendar()};
  return t;
}

std::string read_text(const std::string& file) {
  std::ifstream in(MASH_SOURCE_DIR "/" + file, std::ios::binary);
  if (!in) throw std::runtime_error("there is no file " + file);
  return {std::istreambuf_iterator<char>(in), {}};
}

support::TestAppOptions hub(db::Engine engine, std::vector<Slice> slices) {
  support::TestAppOptions o{.engine = engine};
  o.migrations = {{2, "cases", cases::schema()},
                  {3, "directory", directory::schema()},
                  {4, "people", people::schema()},
                  {5, "told", told::schema()},  // pages of a case ask it
                  {6, "walls", cases::walls_schema()},
                  {7, "attachments", attachments::schema()},
                  {8, "arriving", attachments::arriving_schema()},
                  {9, "item_files", attachments::item_files_schema()},
                  {10, "case_files", cases::files_schema()},
                  {11, "lists", cases::lists_schema()},
                  {12, "outside", attachments::outside_schema()},
                  {13, "screened", cases::screened_schema()},
                  {14, "glass", cases::glass_schema()},
                  {15, "holds", cases::holds_schema()},
                  {16, "disposed", cases::disposed_schema()},
                  {17, "case_gone", cases::gone_schema()},
                  {18, "case_disposal", cases::case_disposal_schema()},
                  {19, "kept_open", cases::kept_open_schema()}};
  o.templates = cases::templates();
  append(o.templates, std::vector<html::Source>(copies::templates()));
  for (auto& slice : slices) {
    const auto number = o.migrations.back().number + 1;
    if (!slice.schema.empty()) o.migrations.push_back({number, slice.name, slice.schema});
    append(o.templates, std::move(slice.templates));
    append(o.routes, std::move(slice.routes));
  }
  o.load_person = [](db::Transaction& tx, const StaffId& id) {
    return directory::load_person(tx, id, borough());
  };
  for (const auto& agency : borough().agencies) o.key_names.push_back(agency.id.text());
  return o;
}

json::Value body(std::vector<std::pair<std::string, json::Value>> members) {
  return json::Object(std::make_move_iterator(members.begin()),
                      std::make_move_iterator(members.end()));
}

void as_system(support::TestApp& app,
               const std::function<void(const policy::Grant<policy::Action::collect>&,
                                        pipeline::Context&)>& f) {
  const auto done = app.app().system_act<policy::Action::collect>(
      "test", [&](const auto& grant, pipeline::Context& c) -> Result<json::Value> {
        f(grant, c);
        return json::Value{};
      });
  if (!done) throw std::runtime_error(done.error().message);
}

PersonId identify(pipeline::Context& c, const StatementId& statement) {
  const auto person = PersonId::make(c.random);
  c.tx.execute("insert into person (id, created_at, created_by) values ($1, $2, $3)",
               {person, c.now, StaffId::trusted("u01")});
  c.tx.execute("update statement set person_id = $2, version = version + 1 where id = $1",
               {statement, person});
  return person;
}

cases::CaseHead head_of(support::TestApp& app, const CaseId& id) {
  cases::CaseHead out;
  app.database().read([&](db::Transaction& tx) { out = *cases::find_case(tx, id); });
  return out;
}

pipeline::Route item_route() {
  return pipeline::act<policy::Action::edit_item>(
      {.path = "/test/{case}/item",
       .summary = "Write an item (tests)",
       .event = "test.item",
       .fields = {{.name = "fact", .label = "Fact"},
                  {.name = "sensitivity", .label = "Sensitivity", .kind = pipeline::Kind::number},
                  {.name = "draft", .label = "Draft"}},
       .facts = [](pipeline::Context&) -> Result<policy::Facts> {
         return policy::Facts{.own = true};
       },
       .run = [](const auto& grant, pipeline::Context& c) -> Result<pipeline::Reply> {
         disclosure::NewItem item{.case_id = *CaseId::parse(c.input.text("case")),
                                  .sensitivity = static_cast<int>(c.input.number("sensitivity"))};
         item.fact = Sensitive(std::string(c.input.text("fact")));
         item.source = Sensitive("Incident system");
         item.event_date = Sensitive("October 2026");
         json::Value data = json::Object{};
         data.set("item", disclosure::add_item(c, grant, item, !c.input.flag("draft")).text());
         return pipeline::SeeOther{"/", std::move(data)};
       }});
}

}  // namespace mash::barnfield
