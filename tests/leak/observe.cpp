// SPDX-License-Identifier: MIT
#include "observe.h"

#include <algorithm>
#include <future>
#include <map>

#include "mash/base/assert.h"
#include "mash/json/value.h"
#include "mash/support/pdf.h"

namespace mash::leak {

namespace {

using pipeline::Route;
using Parts = std::vector<std::string>;  // what stands in place of each {part}, in order

constexpr std::string_view k_unknown = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
constexpr std::size_t k_most_differences = 20;
constexpr std::string_view k_form = "application/x-www-form-urlencoded";
constexpr std::string_view k_files = "multipart/form-data; boundary=edge";  // of world::Visitor
constexpr std::string_view k_part = "--edge\r\nContent-Disposition: form-data; name=\"";

std::vector<std::string> split(std::string_view path) {
  std::vector<std::string> out;
  std::size_t at = 1;
  while (at <= path.size()) {
    const auto end = std::min(path.find('/', at), path.size());
    out.emplace_back(path.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

bool is_part(const std::string& segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

bool parts_of(const std::string& pattern, const std::string& path, Parts& out) {
  out.clear();
  const auto want = split(pattern);
  const auto have = split(path);
  if (want.size() != have.size()) return false;
  for (std::size_t i = 0; i < want.size(); ++i) {
    if (is_part(want[i])) {
      if (have[i].empty()) return false;
      out.push_back(have[i]);
    } else if (want[i] != have[i]) {
      return false;
    }
  }
  return true;
}

std::string fill(const std::string& pattern, const Parts& parts) {
  std::string out;
  std::size_t next = 0;
  for (const auto& segment : split(pattern)) {
    out += '/' + (is_part(segment) ? parts.at(next++) : segment);
  }
  return out;
}

std::string key_of(const std::string& method, const std::string& pattern) {
  return method + " " + pattern;
}

// The first route that takes the path, as the product chooses.
const Route* route_of(const std::vector<Route>& routes, const std::string& method,
                      const std::string& path) {
  Parts parts;
  const auto found = std::ranges::find_if(
      routes, [&](const Route& r) { return r.method == method && parts_of(r.path, path, parts); });
  return found == routes.end() ? nullptr : &*found;
}

// Everything seen in this shape, each second part also behind another first one (a child of another
// case), and ids that do not exist.
std::set<std::string> paths_for(const Route& route, const Knowledge& known) {
  std::set<std::string> out;
  std::set<Parts> pairs;
  std::set<std::string> firsts;
  Parts parts;
  for (const auto& path : known.paths) {
    const auto question = path.find('?');
    if (route.writes() && question != std::string::npos) continue;
    if (!parts_of(route.path, path.substr(0, question), parts)) continue;
    out.insert(path);
    if (parts.size() != 2) continue;
    pairs.insert(parts);
    firsts.insert(parts.front());
  }
  for (const auto& pair : pairs) {
    auto other = firsts.upper_bound(pair.front());
    if (other == firsts.end()) other = firsts.begin();
    out.insert(fill(route.path, {*other, pair.back()}));
    out.insert(fill(route.path, {pair.front(), std::string(k_unknown)}));
  }
  if (!parts_of(route.path, route.path, parts)) MASH_ASSERT(false);
  for (auto& part : parts) part = k_unknown;
  out.insert(fill(route.path, parts));
  return out;
}

// The stream of events as the script asks for it, for the cases of everybody's screens.
std::string stream_of(const Knowledge& known) {
  constexpr std::size_t k_most = 12;
  std::set<std::string> cases;
  Parts parts;
  for (const auto& path : known.paths) {
    if (cases.size() < k_most && parts_of("/case/{case}", path, parts)) cases.insert(parts.front());
  }
  std::string out = "/events?board=yes&cases=";
  for (const auto& id : cases) out += (id == *cases.begin() ? "" : ".") + id;
  return out;
}

// Without the fields that belong to somebody's session.
std::string without_tokens(const std::string& body) {
  std::string out;
  std::size_t at = 0;
  while (at < body.size()) {
    const auto end = std::min(body.find('&', at), body.size());
    const auto field = body.substr(at, end - at);
    if (!field.starts_with("csrf=") && !field.starts_with("idempotency_key=")) {
      out += (out.empty() ? "" : "&") + field;
    }
    at = end + 1;
  }
  return out;
}

// The same of a form with files. Its end is left off, so that a token can follow.
std::string parts_without_tokens(const std::string& body) {
  std::string out;
  std::size_t at = 0;
  while (body.compare(at, k_part.size(), k_part) == 0) {
    const auto end = std::min(body.find("\r\n--edge", at), body.size() - 2) + 2;
    const auto name = std::string_view(body).substr(at + k_part.size());
    if (!name.starts_with("csrf\"") && !name.starts_with("idempotency_key\"")) {
      out += body.substr(at, end - at);
    }
    at = end;
  }
  return out;
}

json::Value as_json(const std::string& form) {
  json::Value out = json::Object{};
  const auto pairs = http::parse_query(form);
  if (!pairs) return out;
  std::map<std::string, json::Array> fields;
  for (const auto& [name, value] : *pairs) fields[name].emplace_back(value);
  for (auto& [name, values] : fields) {
    out.set(name, values.size() == 1 ? values.front() : json::Value(std::move(values)));
  }
  return out;
}

// What the declared fields would take, where nobody has ever done this.
std::string plausible(const Route& route) {
  std::string out;
  const auto add = [&out](const std::string& name, const std::string& value) {
    out +=
        (out.empty() ? "" : "&") + http::percent_encode(name) + "=" + http::percent_encode(value);
  };
  for (const auto& field : route.fields) {
    using pipeline::Kind;
    if (!field.choices.empty()) {
      add(field.name, field.choices.front());
    } else if (field.kind == Kind::date) {
      add(field.name + "-day", "24");
      add(field.name + "-month", "11");
      add(field.name + "-year", "2026");
    } else if (field.kind == Kind::number) {
      add(field.name, "1");
    } else if (field.kind != Kind::file) {
      add(field.name, "words");
    }
  }
  return out;
}

void add_acts(const Route& route, const std::string& path, const std::set<std::string>& forms,
              std::vector<Probe>& out) {
  const Probe base{.method = route.method, .path = path, .pattern = route.path};
  const auto add = [&](bool json, std::string body) {
    Probe p = base;
    p.json = json;
    p.content_type = json ? "application/json" : std::string(k_form);
    p.body = std::move(body);
    out.push_back(std::move(p));
  };
  add(false, "");
  for (const auto& form : forms) {
    add(false, form);
    if (form.starts_with(k_part)) {
      out.back().content_type = k_files;
    } else {
      add(true, json::encode(as_json(form)));
    }
  }
}

std::string bytes_of(const support::Answer& answer) {
  std::string out = std::to_string(answer.status) + "\n";
  for (const auto& [name, value] : answer.headers) out += name + ": " + value + "\n";
  out += "\n" + answer.body;
  // What is compressed in it cannot be searched.
  if (answer.body.starts_with("%PDF")) out += support::PdfFile(answer.body).words();
  if (!answer.events) return out;
  out += answer.events->take();  // how things stand, which a stream begins with
  answer.events->close();
  return out;
}

std::string around(const std::string& text, std::size_t at) {
  const std::size_t from = at < 80 ? 0 : at - 80;
  return text.substr(from, 240);
}

std::string first_difference(const std::string& a, const std::string& b) {
  const auto [left, right] = std::ranges::mismatch(a, b);
  const auto at = static_cast<std::size_t>(left - a.begin());
  return "one: [" + around(a, at) + "]\nother: [" + around(b, at) + "]";
}

world::Visitor& visitor_of(world::World& world, const Observer& observer) {
  const bool hub = observer.side == Side::hub;
  if (observer.person.empty()) {
    return hub ? world.stranger_in_hub("nobody") : world.passer_by("nobody");
  }
  return hub ? world.hub(observer.person) : world.gate(observer.person);
}

std::vector<Seen> ask_all(world::World& world, const Observer& observer,
                          const std::vector<Probe>& probes) {
  std::vector<Seen> out;
  out.reserve(probes.size());
  for (const auto& probe : probes) out.push_back(ask(world, observer, probe));
  return out;
}

const std::vector<Route>& routes_of(world::World& world, Side side) {
  return (side == Side::hub ? world.hub_room() : world.gate_room()).app.routes();
}

}  // namespace

std::string Observer::name() const {
  return (person.empty() ? "nobody" : person) +
         (side == Side::hub ? " in the hub" : " at the gate");
}

void Knowledge::add(const world::Wire& wire) {
  paths.insert(wire.paths.begin(), wire.paths.end());
  for (const auto& visit : wire.visits) {
    if (visit.method == "POST" && visit.status < 400) worked.push_back(visit);
  }
}

std::vector<Probe> reads(const std::vector<Route>& routes, const Knowledge& known) {
  std::vector<Probe> out;
  for (const Route& route : routes) {
    if (route.writes()) continue;
    auto paths = paths_for(route, known);
    if (route.path == "/events") paths.insert(stream_of(known));
    for (const auto& path : paths) {
      for (const bool json : {false, true}) {
        out.push_back({.method = "GET", .path = path, .pattern = route.path, .json = json});
      }
    }
  }
  return out;
}

std::vector<Probe> acts(const std::vector<Route>& routes, const Knowledge& known, bool slow) {
  std::map<const Route*, std::set<std::string>> forms_of;
  for (const auto& visit : known.worked) {
    const bool files = visit.content_type == k_files;
    if (!files && !visit.content_type.starts_with(k_form)) continue;
    auto& forms = forms_of[route_of(routes, "POST", visit.path)];
    if (forms.size() < 2) {
      forms.insert(files ? parts_without_tokens(visit.body) : without_tokens(visit.body));
    }
  }
  std::vector<Probe> out;
  for (const Route& route : routes) {
    const bool slow_route = route.action == policy::Action::sign_in && route.before;
    if (!route.writes() || (slow_route && !slow)) continue;
    // Only ever of the own agency; whoever looks afterwards would find nothing of it any more.
    if (route.event == "compartment.sealing") continue;
    auto& forms = forms_of[&route];
    if (forms.empty()) forms.insert(plausible(route));
    for (const auto& path : paths_for(route, known)) add_acts(route, path, forms, out);
  }
  return out;
}

Seen ask(world::World& world, const Observer& observer, const Probe& probe) {
  world::Visitor& who = visitor_of(world, observer);
  http::Request request = who.request(probe.method, probe.path);
  if (probe.json) {
    request.headers.emplace_back("accept", "application/json");
    request.headers.emplace_back("x-openmash", "1");
  }
  if (probe.method != "GET") {
    request.headers.emplace_back("content-type", probe.content_type);
    request.body = probe.body;
    if (probe.content_type == k_files) {
      const std::string part(k_part);
      if (who.has_session()) request.body += part + "csrf\"\r\n\r\n" + who.form_token() + "\r\n";
      request.body += "--edge--\r\n";
    } else if (!probe.json && who.has_session()) {
      request.body += (request.body.empty() ? "" : "&") + std::string("csrf=") + who.form_token();
    }
  }
  const auto answer = who.send(std::move(request));
  // An act may have made this visitor somebody else.
  const bool session = std::ranges::any_of(
      answer.headers, [](const auto& header) { return header.first == "set-cookie"; });
  if (session) who.forget_cookies();
  return {answer.status, bytes_of(answer)};
}

void Coverage::note(const std::string& method, const std::string& pattern, int status) {
  if (status < 400) answered_.insert(key_of(method, pattern));
}

void Coverage::note(const std::vector<Route>& routes, const world::Wire& wire) {
  for (const auto& visit : wire.visits) {
    const Route* route = route_of(routes, visit.method, visit.path);
    if (route != nullptr) note(visit.method, route->path, visit.status);
  }
}

std::vector<std::string> Coverage::missing(const std::vector<Route>& routes) const {
  std::vector<std::string> out;
  for (const Route& route : routes) {
    const auto key = key_of(route.method, route.path);
    if (!answered_.contains(key)) out.push_back(key);
  }
  return out;
}

std::string describe(const Difference& d) {
  return d.observer.name() + ": " + d.probe.method + " " + d.probe.path +
         (d.probe.json ? " as JSON " : " as a page ") + d.probe.body.substr(0, 200) + "\n" +
         d.words;
}

namespace {

Knowledge learn(const std::vector<world::World*>& worlds, Side side) {
  Knowledge known;
  for (auto* world : worlds) {
    auto& wire = (side == Side::hub ? world->hub_room() : world->gate_room()).wire;
    wire.recording = false;
    known.add(wire);
  }
  return known;
}

// Both worlds look at the same minute, in a step that is called the same.
void begin_looking(const std::vector<world::World*>& worlds) {
  static int times = 0;
  ++times;
  for (auto* world : worlds) {
    world->at("observers look, time " + std::to_string(times), world->minute());
  }
}

class Comparison {
 public:
  Comparison(world::World& one, world::World& other, const Inquiry& inquiry, Coverage& coverage)
      : one_(one), other_(other), inquiry_(inquiry), coverage_(coverage) {}

  void run(const Observer& observer, const std::vector<Probe>& probes) {
    auto there = std::async(std::launch::async, [&] { return ask_all(other_, observer, probes); });
    const auto here = ask_all(one_, observer, probes);
    const auto elsewhere = there.get();
    for (std::size_t i = 0; i < probes.size(); ++i) {
      // Who is sent to sign in has got no answer.
      if (here[i].bytes.find("\nlocation: /sign-in") == std::string::npos) {
        coverage_.note(probes[i].method, probes[i].pattern, here[i].status);
      }
      if (here[i].bytes == elsewhere[i].bytes || found_.size() >= k_most_differences) continue;
      const auto a = forgiven(observer, here[i].bytes);
      const auto b = forgiven(observer, elsewhere[i].bytes);
      if (a != b) found_.push_back({observer, probes[i], first_difference(a, b)});
    }
  }
  std::vector<Difference> found() { return std::move(found_); }

 private:
  std::string forgiven(const Observer& observer, const std::string& bytes) const {
    return inquiry_.forgive ? inquiry_.forgive(observer, bytes) : bytes;
  }

  world::World& one_;
  world::World& other_;
  const Inquiry& inquiry_;
  Coverage& coverage_;
  std::vector<Difference> found_;
};

}  // namespace

std::vector<Difference> compare(world::World& one, world::World& other, const Inquiry& inquiry,
                                Coverage& coverage) {
  std::map<Side, Knowledge> known;
  for (const Side side : {Side::hub, Side::gate}) {
    known[side] = learn({&one, &other}, side);
    for (auto* world : {&one, &other}) {
      const auto room = side == Side::hub ? world->hub_room() : world->gate_room();
      coverage.note(room.app.routes(), room.wire);
    }
  }
  begin_looking({&one, &other});
  Comparison comparison(one, other, inquiry, coverage);
  const auto wanted = [&](std::vector<Probe> probes) {
    if (inquiry.wanted) {
      std::erase_if(probes, [&](const Probe& p) { return !inquiry.wanted(p.pattern); });
    }
    return probes;
  };
  std::map<Side, std::vector<Probe>> pages;
  std::map<std::pair<Side, bool>, std::vector<Probe>> acting;
  for (const Side side : {Side::hub, Side::gate}) {
    pages[side] = wanted(reads(routes_of(one, side), known[side]));
    for (const bool slow : {false, true}) {
      acting[{side, slow}] = wanted(acts(routes_of(one, side), known[side], slow));
    }
  }
  for (const auto& o : inquiry.observers) comparison.run(o, pages[o.side]);
  for (const auto& o : inquiry.acting) comparison.run(o, acting[{o.side, o.person.empty()}]);
  return comparison.found();
}

void crawl(world::World& world, const std::vector<Observer>& observers,
           const std::function<void(const Observer&, const Probe&, const Seen&)>& look) {
  std::map<Side, Knowledge> known;
  for (const Side side : {Side::hub, Side::gate}) known[side] = learn({&world}, side);
  begin_looking({&world});
  std::map<Side, std::vector<Probe>> pages;
  for (const Side side : {Side::hub, Side::gate}) {
    const auto& routes = routes_of(world, side);
    pages[side] = reads(routes, known[side]);
    // Copies on paper change nothing but the record.
    for (auto& probe : acts(routes, known[side], false)) {
      const Route* route = route_of(routes, probe.method, probe.path);
      if (route->event == "copy.taken") pages[side].push_back(std::move(probe));
    }
  }
  for (const auto& o : observers) {
    for (const auto& probe : pages[o.side]) {
      look(o, probe, ask(world, o, probe));
    }
  }
}

}  // namespace mash::leak
