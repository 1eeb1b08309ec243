// SPDX-License-Identifier: MIT
#include "commands.h"

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "folder.h"
#include "mash/base/shifted_clock.h"
#include "mash/crypto/crypto.h"
#include "mash/login/password.h"
#include "node.h"
#include "openapi.h"
#include "say.h"
#include "supervisor.h"

namespace mash::server {

namespace {

constexpr int k_could_not = 1;
constexpr int k_bad_input = 2;

void say_ready(const char* name, const std::string& address) {
  std::cout << name << ": " << address << std::endl;
}

// A demonstration lets anybody in by a press of a button: never beyond this machine. What works for
// real children goes by the machine's clock.
Result<void> check_demo(const Settings& s) {
  if (!s.demo && !s.demo_clock.empty()) {
    return invalid("demo-clock", "Only a demonstration is given another time: add --demo");
  }
  if (!s.demo && s.demo_ahead != 0) {
    return invalid("demo-ahead", "Only a demonstration is given another time: add --demo");
  }
  if (s.demo && s.bind != "127.0.0.1" && s.bind != "localhost" && s.bind != "::1") {
    return invalid("bind", "--demo listens on this machine only: leave out --bind or --demo");
  }
  return {};
}

// How far the clock of this demonstration is ahead of the machine's, in whole seconds.
Result<std::int64_t> seconds_ahead(const Settings& s) {
  if (s.demo_clock.empty()) return s.demo_ahead;
  const auto start = parse_iso(s.demo_clock);
  if (!start) {
    return invalid("demo-clock", "Give a time such as 2026-12-04T17:05:00+00:00");
  }
  return (*start - SystemClock{}.now()).micros / Duration::seconds(1).micros;
}

void say_history(const json::Value& history) {
  std::cerr << history.number("rows") << " notifications are history: closed cases, no clocks\n";
  const auto in_danger = history["in_danger"].as_array()->size();
  if (in_danger == 0) return;
  std::cerr << in_danger
            << " of them say that a child was in danger: make sure that each was dealt "
            << "with. Their references stand in the report\n";
}

bool has_record(const Settings& settings, const std::string& side) {
  return std::filesystem::exists(Path(settings.data) / side / "keys.json");
}

int say_elsewhere(const char* side) {
  std::cout << side << ": no record here. If it runs on another machine, verify it there\n";
  return 0;
}

int say_verdict(const char* side, const Result<json::Value>& answer) {
  if (!answer) {
    std::cout << side << ": not verified\n";
    return say(answer.error());
  }
  if (answer->flag("intact")) {
    std::cout << side << ": intact, " << answer->number("size") << " entries, root "
              << answer->text("root") << "\n";
    return 0;
  }
  std::cout << side << ": NOT INTACT";
  if ((*answer)["entry"].as_int() != nullptr) std::cout << " at entry " << answer->number("entry");
  std::cout << ": " << answer->text("what") << "\n";
  return k_could_not;
}

std::vector<std::string> child_arguments(const std::string& name, const Settings& s) {
  std::vector<std::string> out = {name,
                                  "--data",
                                  s.data,
                                  "--bind",
                                  s.bind,
                                  "--hub-port",
                                  std::to_string(s.hub_port),
                                  "--gate-port",
                                  std::to_string(s.gate_port),
                                  "--door-port",
                                  std::to_string(s.door_port),
                                  "--gate-host",
                                  s.gate_host};
  if (name == "gate" && s.hubs_port != 0) {
    out.insert(out.end(), {"--hubs-port", std::to_string(s.hubs_port)});
    for (const auto port : s.hubs_dial) {
      out.insert(out.end(), {"--hubs-dial", std::to_string(port)});
    }
  }
  if (s.demo) out.emplace_back("--demo");
  if (s.demo_ahead != 0) {
    out.insert(out.end(), {"--demo-ahead", std::to_string(s.demo_ahead)});
  }
  if (!s.hub_origin.empty()) out.insert(out.end(), {"--hub-origin", s.hub_origin});
  if (!s.gate_origin.empty()) out.insert(out.end(), {"--gate-origin", s.gate_origin});
  if (!s.config.empty()) out.insert(out.end(), {"--config", s.config});
  if (!s.database.empty()) out.insert(out.end(), {"--db", s.database});
  if (!s.oidc.empty()) out.insert(out.end(), {"--oidc", s.oidc});
  if (name == "hub" && !s.scim.empty()) out.insert(out.end(), {"--scim", s.scim});
  if (name == "hub" && !s.alerts.empty()) out.insert(out.end(), {"--alerts", s.alerts});
  if (name == "hub" && !s.scanner.empty()) out.insert(out.end(), {"--scanner", s.scanner});
  if (name == "hub" && !s.witnesses.empty()) out.insert(out.end(), {"--witnesses", s.witnesses});
  return out;
}

}  // namespace

int say(const Error& error) {
  if (error.faults.empty()) std::cerr << "openmash: " << error.message << "\n";
  for (const auto& f : error.faults) {
    std::cerr << "openmash: " << f.field << ": " << f.message << "\n";
  }
  return error.code == ErrorCode::invalid_input ? k_bad_input : k_could_not;
}

int up_command(Settings settings, const std::string& program) {
  if (const auto ok = check_demo(settings); !ok) return say(ok.error());
  const auto ahead = seconds_ahead(settings);
  if (!ahead) return say(ahead.error());
  settings.demo_ahead = *ahead;
  if (const auto ok = claim_folder(settings.data, settings.demo); !ok) return say(ok.error());
  const SystemClock machine;
  const ShiftedClock clock(machine, Duration::seconds(settings.demo_ahead));
  crypto::SystemRandom random;
  if (const auto done = prepare_hub(settings, clock, random); !done) return say(done.error());
  if (const auto done = prepare_gate(settings, clock, random); !done) return say(done.error());
  return supervise(program, {{"gate", child_arguments("gate", settings)},
                             {"hub", child_arguments("hub", settings)}});
}

int mark_command(const Settings& settings, const std::string& as) {
  const auto done = mark_folder(settings.data, as == "demonstration");
  return done ? 0 : say(done.error());
}

int hub_process(const Settings& settings) {
  if (const auto ok = check_demo(settings); !ok) return say(ok.error());
  if (const auto ok = claim_folder(settings.data, settings.demo); !ok) return say(ok.error());
  const SystemClock machine;
  const ShiftedClock clock(machine, Duration::seconds(settings.demo_ahead));
  crypto::SystemRandom random;
  const auto done = run_hub(settings, clock, random,
                            [](const std::string& address) { say_ready("Hub ", address); });
  return done ? 0 : say(done.error());
}

int gate_process(const Settings& settings) {
  if (const auto ok = check_demo(settings); !ok) return say(ok.error());
  if (const auto ok = claim_folder(settings.data, settings.demo); !ok) return say(ok.error());
  const SystemClock machine;
  const ShiftedClock clock(machine, Duration::seconds(settings.demo_ahead));
  crypto::SystemRandom random;
  const auto done = run_gate(settings, clock, random,
                             [](const std::string& address) { say_ready("Gate", address); });
  return done ? 0 : say(done.error());
}

int import_command(const Settings& settings, const ImportArguments& a) {
  json::Value request;
  request.set("command", "import");
  request.set("dry_run", a.dry_run);
  if (!a.clock.empty()) request.set("import_clock", a.clock);
  if (!a.history_before.empty()) request.set("history_before", a.history_before);
  // CSV may hold any bytes; JSON carries UTF-8 alone.
  for (const auto& [name, path] :
       {std::pair{"notifications", a.notifications}, std::pair{"people", a.people}}) {
    const auto text = read_file(path);
    if (!text) return say(invalid(name, "There is no file " + path));
    request.set(name, base64(as_bytes(*text)));
  }
  const SystemClock clock;
  crypto::SystemRandom random;
  const auto report = hub_command(settings, clock, random, request, [](const json::Value& p) {
    std::cerr << p.number("done") << " of " << p.number("of") << " notifications\n";
  });
  if (!report) return say(report.error());
  if (!a.report.empty()) {
    json::Value file;
    file.set("rows", (*report)["rows"]);
    file.set("totals", (*report)["totals"]);
    if (!a.history_before.empty()) file.set("history", (*report)["history"]);
    write_file(a.report, json::encode_pretty(file));
  }
  if (!a.history_before.empty()) say_history((*report)["history"]);
  std::cout << json::encode_pretty((*report)["totals"]);
  return 0;
}

int due_command(const DueOptions& options) {
  auto arguments = options.arguments;
  const auto text = read_file(options.file);
  if (!text) return say(invalid("policy", "There is no file " + options.file));
  arguments.file_text = *text;
  const auto answer = model::due_command(arguments);
  if (!answer) return say(answer.error());
  std::cout << answer->text;
  return answer->exit_code;
}

int verify_command(const Settings& settings) {
  const bool hub = has_record(settings, "hub");
  const bool gate = has_record(settings, "gate");
  if (!hub && !gate) return say(invalid("data", "There is no installation in " + settings.data));
  json::Value request;
  request.set("command", "verify");
  const SystemClock clock;
  crypto::SystemRandom random;
  const int of_hub = hub ? say_verdict("hub", hub_command(settings, clock, random, request,
                                                          [](const json::Value& /*progress*/) {}))
                         : say_elsewhere("hub");
  const int of_gate = gate ? say_verdict("gate", gate_command(settings, clock, random, request))
                           : say_elsewhere("gate");
  return std::max(of_hub, of_gate);
}

int account_command(const Settings& settings, const std::string& person, bool open) {
  const json::Value request =
      json::Object{{"command", open ? "open-account" : "close-account"}, {"person", person}};
  const SystemClock clock;
  crypto::SystemRandom random;
  const auto answer =
      hub_command(settings, clock, random, request, [](const json::Value& /*progress*/) {});
  if (!answer) return say(answer.error());
  std::cout << (open ? "The account is open\n" : "The account is closed and its sessions ended\n");
  return 0;
}

int password_command(const Settings& settings, const std::string& person, bool at_gate) {
  const SystemClock clock;
  crypto::SystemRandom random;
  const std::string password = login::make_password(random);
  json::Value request;
  request.set("command", "set-password");
  request.set("person", person);
  request.set("password", password);
  const auto answer = at_gate ? gate_command(settings, clock, random, request)
                              : hub_command(settings, clock, random, request,
                                            [](const json::Value& /*progress*/) {});
  if (!answer) return say(answer.error());
  std::cerr
      << "Give both to the person alone, in two ways: the password, which lets them in for 72 "
         "hours unless they make one of their own, and this for their authenticator app\n";
  std::cout << "password: " << password << "\n"
            << "authenticator: " << answer->text("totp_uri") << "\n";
  return 0;
}

int documents_command(const Settings& settings, const std::string& out) {
  const SystemClock clock;
  crypto::SystemRandom random;
  // A misspelt folder must not become a hub.
  if (!std::filesystem::exists(Path(settings.data) / "hub" / "keys.json")) {
    return say(invalid("data", "There is no hub in " + settings.data));
  }
  const json::Value request = json::Object{{"command", "documents"}};
  const auto answer =
      hub_command(settings, clock, random, request, [](const json::Value& /*progress*/) {});
  if (!answer) return say(answer.error());
  std::error_code fault;
  std::filesystem::create_directories(out, fault);
  if (fault) return say(invalid("out", out + ": the folder cannot be made: " + fault.message()));
  for (const auto& one : *(*answer)["documents"].as_array()) {
    const auto pdf = from_base64(one.text("pdf"));
    if (!pdf) return say(pdf.error());
    const auto path = std::filesystem::path(out) / one.text("name");
    try {
      write_file(path, std::string(pdf->begin(), pdf->end()));
    } catch (const std::system_error& e) {
      return say(
          invalid("out", path.string() + ": the file cannot be written: " + e.code().message()));
    }
    std::cout << path.string() << "\n";
  }
  return 0;
}

int openapi_command() {
  std::cout << json::encode_pretty(openapi());
  return 0;
}

}  // namespace mash::server
