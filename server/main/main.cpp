// SPDX-License-Identifier: MIT
// The one program: what each command takes, and what it prints.
#include <CLI/CLI.hpp>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <memory>

#include "backup_command.h"
#include "board_command.h"
#include "commands.h"
#include "figures_command.h"
#include "hubs_command.h"
#include "keys_command.h"
#include "link_command.h"
#include "mash/render/child.h"
#include "patterns_command.h"
#include "places.h"
#include "private_memory.h"
#include "receipt_command.h"
#include "signed_command.h"
#include "simulate_command.h"
#include "supervisor.h"

namespace mash::server {
namespace {

void add_import(CLI::App& top, Settings& s, ImportArguments& a, std::function<int()>& run) {
  auto* c = top.add_subcommand("import", "Take in notifications.csv and people.csv");
  c->add_option("notifications", a.notifications, "notifications.csv")->required();
  c->add_option("people", a.people, "people.csv")->required();
  add_folder(*c, s);
  c->add_option("--config", s.config, "As given to the hub");
  add_database(*c, s.database, "As given to the hub");
  c->add_flag("--dry-run", a.dry_run, "Only say what would happen");
  c->add_option("--report", a.report, "Write the verdict of each row to this file (JSON)");
  c->add_option("--history-before", a.history_before,
                "What came before this instant (ISO 8601) was dealt with elsewhere");
  c->add_option("--import-clock", a.clock, "Judge times as of this instant (ISO 8601)");
  c->callback([&] { run = [&] { return import_command(s, a); }; });
}

void add_due(CLI::App& top, DueOptions& a, std::function<int()>& run) {
  auto* c = top.add_subcommand("due", "When a clock runs out");
  c->add_option("--policy", a.file, "JSON with timescale_policies, calendars, closed_days")
      ->required();
  c->add_option("--policy-id", a.arguments.policy_id)->required();
  c->add_option("--calendar-id", a.arguments.calendar_id)->required();
  c->add_option("--stage", a.arguments.stage, "For instance AGENCY_RETURN")->required();
  c->add_option("--rating", a.arguments.rating, "For instance RED")->required();
  c->add_option("--agency", a.arguments.agency, "For rows of one agency");
  c->add_option("--at", a.arguments.at, "Start, ISO 8601 with offset")->required();
  c->callback([&] { run = [&] { return due_command(a); }; });
}

void add_link(CLI::App& top, LinkArguments& a, EvaluateArguments& e, std::function<int()>& run) {
  auto* c = top.add_subcommand("link", "Find the records of the same person in CSV files");
  c->add_option("--input", a.inputs, "CSV file; may be repeated");
  c->add_option("--id", a.id, "Column of the record ids");
  c->add_option("--map", a.map,
                "role=column, for instance surname=LastName; else guessed. With a model of Splink: "
                "its column=column");
  c->add_option("--clusters", a.clusters, "File to write: record_id,cluster_id");
  c->add_option("--pairs", a.pairs, "File to write: left_id,right_id,match_weight,...");
  c->add_flag("--one-to-one", a.one_to_one, "No file has two records of one person");
  c->add_option("--model-in", a.model_in, "Use this model, ours or one of Splink");
  c->add_option("--model-out", a.model_out, "File to write: what was learnt, for Splink too");
  c->add_option("--labels", a.labels,
                "CSV file: left_id,right_id,match (0 or 1), to say what scores are worth");
  c->add_option("--answers", a.answers,
                "CSV file: left_id,right_id,match (0 or 1), which clusters must follow");
  c->add_option("--previous", a.previous,
                "What --clusters wrote before: clusters keep their ids, and a pair that was joined "
                "speaks for joining down to --split");
  c->add_option("--report", a.report,
                "File to write: a page (HTML) that shows what was done and why, with records");
  c->add_option("--truth", a.truth,
                "For the report: CSV file whose first columns are record, person");
  c->add_option("--group", a.group, "For the report: column of the truth, to show recall by");
  c->add_option("--threshold", a.threshold, "Probability from which two records are one person")
      ->capture_default_str();
  c->add_option("--split", a.split,
                "With --previous: the threshold of pairs that were joined before; default 0.5, or "
                "--threshold if that is lower");
  c->add_option("--pairs-per-record", a.pairs_per_record,
                "How many pairs to compare for each record, about: more find more and take longer")
      ->capture_default_str();
  c->add_option("--encoding", a.encoding, "utf-8 or windows-1252")->capture_default_str();
  c->add_option("--threads", a.threads, "Default: as many as the machine has");
  c->callback([&] {
    if (!run) run = [&] { return link_command(a); };
  });
  auto* v = c->add_subcommand("evaluate", "How good clusters are against the truth");
  v->add_option("--truth", e.truth, "CSV file: record, person")->required();
  v->add_option("--clusters", e.clusters, "CSV file: record_id,cluster_id")->required();
  v->add_option("--truth-id", e.truth_id, "Column of the records; default the first");
  v->add_option("--truth-person", e.truth_person, "Column of the people; default the second");
  v->add_option("--group", e.group, "Column of the truth: say recall for each of its values");
  v->add_option("--encoding", e.encoding, "utf-8 or windows-1252")
      ->check(CLI::IsMember({"utf-8", "windows-1252"}))
      ->capture_default_str();
  v->callback([&] { run = [&] { return evaluate_command(e); }; });
}

void add_lookup(CLI::App& top, LookUpArguments& a, std::function<int()>& run) {
  auto* c =
      top.add_subcommand("lookup", "Find the people of one CSV file who match those of another");
  c->add_option("--input", a.input, "CSV file of the people known")->required();
  c->add_option("--id", a.id, "Column of their ids")->required();
  c->add_option("--map", a.map, "role=column, for both files; else guessed");
  c->add_option("--queries", a.queries, "CSV file of the people asked for")->required();
  c->add_option("--query-id", a.query_id, "Column of their ids")->required();
  c->add_option("--top", a.top, "Answers to a query")->capture_default_str();
  c->add_option("--out", a.out, "File to write: query_id,rank,record_id,match_weight,...")
      ->required();
  c->add_flag("--explain", a.explain, "Add why, part by part");
  c->add_option("--encoding", a.encoding, "utf-8 or windows-1252")->capture_default_str();
  c->add_option("--threads", a.threads, "Default: as many as the machine has");
  c->callback([&] { run = [&] { return look_up_command(a); }; });
}

void add_simulate(CLI::App& top, SimulateArguments& a, std::function<int()>& run) {
  auto* c = top.add_subcommand("simulate", "Make up families and what agencies tell hubs of them");
  c->add_option("--seed", a.seed, "The same seed gives the same files")->capture_default_str();
  c->add_option("--hubs", a.hubs, "barnfield, or london for its 33 boroughs")
      ->capture_default_str()
      ->check(CLI::IsMember({"barnfield", "london"}));
  c->add_option("--days", a.days, "How many days, up to --until")->capture_default_str();
  c->add_option("--people", a.people, "Children in all hubs together; default 60000 or 191609");
  c->add_option("--until", a.until, "The first day that is not written; default 2026-01-01");
  c->add_option("--out", a.out, "Folder for the files, new or empty")->required();
  c->add_option("--load", a.load,
                "Take them in: folder of a demonstration, or for one of each borough");
  c->add_option("--threads", a.threads, "Default: as many as the machine has");
  c->callback([&] { run = [&] { return simulate_command(a); }; });
}

void add_nodes(CLI::App& top, Settings& s, const std::string& program, std::function<int()>& run) {
  auto* up = top.add_subcommand("up", "Hub and gate on this machine, supervised");
  add_places(*up, s);
  up->add_option("--demo-clock", s.demo_clock,
                 "With --demo: start as if it were this instant (ISO 8601)");
  up->callback([&s, &run, program] { run = [&s, program] { return up_command(s, program); }; });
  const auto ahead = [&s](CLI::App& command) {
    command.add_option("--demo-ahead", s.demo_ahead,
                       "With --demo: seconds by which the clock is ahead of this machine's");
  };
  auto* hub = top.add_subcommand("hub", "The hub alone");
  add_places(*hub, s);
  ahead(*hub);
  hub->callback([&] { run = [&] { return hub_process(s); }; });
  auto* gate = top.add_subcommand("gate", "The gate alone");
  add_places(*gate, s);
  ahead(*gate);
  gate->callback([&] { run = [&] { return gate_process(s); }; });
}

void add_mark(CLI::App& top, Settings& s, std::string& as, std::function<int()>& run) {
  auto* c = top.add_subcommand("mark", "Say once what a folder is: a demonstration, or work");
  add_folder(*c, s);
  c->add_option("--as", as, "work or demonstration")
      ->required()
      ->check(CLI::IsMember({"work", "demonstration"}));
  c->callback([&] { run = [&] { return mark_command(s, as); }; });
}

void add_keys(CLI::App& top, Settings& s, KeyArguments& a, std::function<int()>& run) {
  using Run = int (*)(const Settings&, const KeyArguments&);
  auto* group = top.add_subcommand("keys", "Who holds the hub's root keys, and what is sealed");
  group->require_subcommand(1);
  auto* status = group->add_subcommand("status", "How each is held, and whether it is open");
  add_folder(*status, s);
  status->callback([&] { run = [&] { return keys_status_command(s); }; });
  const auto command = [&](const char* name, const char* words, Run does) {
    auto* c = group->add_subcommand(name, words);
    add_folder(*c, s);
    c->add_option("--config", s.config, "As given to the hub");
    add_database(*c, s.database, "As given to the hub");
    c->add_option("--key", a.key, "Id of the agency, or front-door for all of the hub's own")
        ->required();
    c->callback([&, does] { run = [&, does] { return does(s, a); }; });
    return c;
  };
  const auto moves = [&](CLI::App& c) {
    c.add_option("--by", a.by, "key-file, passphrase or token")
        ->required()
        ->check(CLI::IsMember({"key-file", "passphrase", "token"}));
    c.add_option("--file", a.file, "The key file, outside --data; made where there is none");
    c.add_option("--module", a.module, "Library of the token (PKCS#11)");
    c.add_option("--token", a.token, "Label of the token");
    c.add_option("--label", a.label, "Label of the AES-256 key in it");
    c.add_option("--pin-file", a.pin_file, "File with its PIN; else somebody types it each time");
    c.add_flag("--make", a.make, "Have the token make that key");
  };
  moves(*command("hold", "Hold a key in another way, or by another passphrase", keys_hold_command));
  command("seal", "Forget an agency's key in the running hub, at once", keys_seal_command);
  command("unseal", "Open what an agency sealed, in the running hub", keys_unseal_command);
  command("rotate", "A new key, or go on with one that was begun", keys_rotate_command)
      ->add_option("--quarter", a.quarter,
                   "Not the root key, but the key of this quarter, as 2026-Q4");
  auto* hub = group->add_subcommand("rotate-hub", "A new key of its own for a hub at rest");
  add_folder(*hub, s);
  add_database(*hub, s.database, "As given to the hub");
  hub->add_option("--which", a.which, "Its record (audit), or what the gate seals to it (box)")
      ->required();
  hub->callback([&] { run = [&] { return keys_rotate_hub_command(s, a.which); }; });
  auto* gate = group->add_subcommand("rotate-gate", "A new key of its own for a gate at rest");
  add_folder(*gate, s);
  add_database(*gate, s.database, "As given to the gate");
  gate->add_option("--which", a.which, "What it holds (gate-content), or its record (audit)")
      ->check(CLI::IsMember({"gate-content", "audit"}));
  gate->callback([&] { run = [&] { return keys_rotate_gate_command(s, a.which); }; });
  command("destroy", "What an agency said about one case, for good", keys_destroy_command)
      ->add_option("--case", a.case_id, "Id of the case, as its address has it")
      ->required();
  command("shares", "Print three recovery shares, any two of which are enough",
          keys_shares_command);
  moves(*command("recover", "Hold a key anew by two of its shares", keys_recover_command));
}

void add_backup(CLI::App& top, Settings& s, BackupArguments& a, std::function<int()>& run) {
  auto* group = top.add_subcommand("backup", "Copies of a database, its data keys apart");
  group->require_subcommand(1);
  auto* take = group->add_subcommand("take", "Copy the hub's, also while it works (SQLite)");
  add_folder(*take, s);
  take->add_option("--to", a.to, "Folder for the copy, which may be kept for long")->required();
  take->add_option("--keys-to", a.keys_to, "Folder for the data keys, kept 35 days at most")
      ->required();
  take->add_flag("--gate", a.gate, "The gate's database in place of the hub's");
  take->callback([&] { run = [&] { return backup_take_command(s, a); }; });
  auto* join = group->add_subcommand("join", "Make one database again of a copy and data keys");
  join->add_option("--from", a.from, "The copy")->required();
  join->add_option("--keys", a.keys, "The data keys: those of the newest copy there is")
      ->required();
  join->add_option("--to", a.database, "The file to make")->required();
  join->callback([&] { run = [&] { return backup_join_command(a); }; });
}

void add_accounts(CLI::App& top, Settings& s, std::string& person, std::function<int()>& run) {
  const auto command = [&](const char* name, const char* words, bool open) {
    auto* c = top.add_subcommand(name, words);
    add_folder(*c, s);
    c->add_option("--config", s.config, "As given to the hub");
    add_database(*c, s.database, "As given to the hub");
    c->add_option("--person", person, "Id of the person in the configuration")->required();
    c->callback([&, open] { run = [&, open] { return account_command(s, person, open); }; });
  };
  command("close-account", "Whoever has left the hub is out at once", false);
  command("open-account", "Let somebody in again whose account was closed", true);
}

void add_documents(CLI::App& top, Settings& s, std::string& out, std::function<int()>& run) {
  auto* c = top.add_subcommand(
      "documents", "Write the privacy notice, the impact assessment and the arrangement as PDF");
  add_folder(*c, s);
  c->add_option("--config", s.config, "As given to the hub");
  add_database(*c, s.database, "As given to the hub");
  c->add_option("--out", out, "Folder to write them to")->required();
  c->callback([&] { run = [&] { return documents_command(s, out); }; });
}

void add_password(CLI::App& top, Settings& s, std::string& person, bool& at_gate,
                  std::function<int()>& run) {
  auto* password =
      top.add_subcommand("set-password", "Make a password for a person, to be changed by them");
  add_folder(*password, s);
  password->add_option("--config", s.config, "As given to the hub");
  add_database(*password, s.database, "As given to the hub");
  password->add_option("--person", person, "Id of the person in the configuration")->required();
  password->add_flag("--gate", at_gate, "Somebody outside, whose account is at the gate");
  password->callback([&] { run = [&] { return password_command(s, person, at_gate); }; });

  auto* sessions = top.add_subcommand("end-sessions", "Sign somebody out everywhere, or everybody");
  add_folder(*sessions, s);
  sessions->add_option("--config", s.config, "As given to the hub");
  sessions->add_option("--db", s.database, "As given to the hub");
  auto* whose = sessions->add_option_group("whose")->require_option(1);
  whose->add_option("--person", person, "Id of the person");
  const auto everybody = std::make_shared<bool>(false);
  whose->add_flag("--everybody", *everybody, "All who are signed in");
  sessions->add_flag("--gate", at_gate, "At the gate, not in the hub");
  sessions->callback([&, everybody] {
    run = [&, everybody] { return sessions_command(s, person, *everybody, at_gate); };
  });
}

void add_tokens(CLI::App& top, Settings& s, TokenArguments& a, std::function<int()>& run) {
  auto* group = top.add_subcommand("gate-token", "Tokens by which agencies' systems are known");
  group->require_subcommand(1);
  const auto command = [&](const char* name, const char* words) {
    auto* c = group->add_subcommand(name, words);
    add_folder(*c, s);
    c->add_option("--config", s.config, "As given to hub and gate");
    add_database(*c, s.database, "As given to the gate");
    return c;
  };
  auto* add = command("add", "Make one for a system of an agency, and print it this once");
  add->add_option("--agency", a.agency, "Id of the agency in the configuration")->required();
  add->add_option("--name", a.name, "What to call that system")->required();
  add->callback([&] { run = [&] { return token_add_command(s, a); }; });
  auto* list = command("list", "Id, agency, time and name of each");
  list->callback([&] { run = [&] { return token_list_command(s); }; });
  auto* revoke = command("revoke", "Let one open nothing any more, at once");
  revoke->add_option("--id", a.id, "As list shows it")->required();
  revoke->callback([&] { run = [&] { return token_revoke_command(s, a); }; });
}

void add_witness(CLI::App& top, WitnessSettings& s, std::function<int()>& run) {
  auto* group = top.add_subcommand("witness", "Sign what hubs' logs say, never two histories");
  group->require_subcommand(1);
  const auto command = [&](const char* name, const char* words) {
    auto* c = group->add_subcommand(name, words);
    c->add_option("--data", s.data, "Folder of the witness, which nobody copies")->required();
    return c;
  };
  auto* init = command("init", "Make one, once, and print what others must know of it");
  init->add_option("--name", s.name, "Of its key, for instance police.example/witness")->required();
  init->callback([&] { run = [&] { return witness_init_command(s); }; });
  auto* serve = command("serve", "Answer hubs that ask");
  serve->add_option("--policy", s.policy, "File that names the logs (tlog-policy)")->required();
  serve->add_option("--bind", s.bind, "Address to listen on")->capture_default_str();
  serve->add_option("--port", s.port, "Port to listen on")->capture_default_str();
  serve->callback([&] { run = [&] { return witness_serve_command(s); }; });
}

void add_audit(CLI::App& top, Settings& settings, LogReaderSettings& reader,
               std::function<int()>& run) {
  auto* audit = top.add_subcommand("audit", "The record of who did what");
  audit->require_subcommand(1);
  auto* verify =
      audit->add_subcommand("verify", "Say that it is intact, hub and gate, or name a bad entry");
  add_folder(*verify, settings);
  verify->add_option("--config", settings.config, "As given to the hub");
  add_database(*verify, settings.database, "As given to the hub");
  verify->callback([&] { run = [&] { return verify_command(settings); }; });

  auto* witnesses =
      audit->add_subcommand("witnesses", "Who has signed the record of a running hub");
  add_folder(*witnesses, settings);
  witnesses->callback([&] { run = [&] { return witnesses_command(settings); }; });

  auto* keys = audit->add_subcommand("keys", "The lines by which witnesses know these logs");
  add_folder(*keys, settings);
  keys->add_option("--config", settings.config, "As given to the hub");
  keys->callback([&] { run = [&] { return log_keys_command(settings); }; });

  auto* serve = audit->add_subcommand("serve", "Let auditors read a log, as tlog-tiles");
  serve->add_option("--log", reader.log, "Folder of the log: DIR/hub/log or DIR/gate/log")
      ->required();
  serve->add_option("--data", reader.data, "Own folder, for the certificate it shows")->required();
  serve->add_option("--auditors", reader.auditors, "File of names and certificates it answers")
      ->required();
  serve->add_option("--bind", reader.bind, "Address to listen on")->capture_default_str();
  serve->add_option("--port", reader.port, "Port to listen on")->capture_default_str();
  serve->callback([&] { run = [&] { return log_reader_command(reader); }; });
}

void add_receipt(CLI::App& top, ReceiptArguments& a, std::function<int()>& run) {
  auto* c = top.add_subcommand("receipt", "Say whether a receipt proves that a product left so");
  c->add_option("--product", a.product, "File of what was sent, as the gate gives it")->required();
  c->add_option("--receipt", a.receipt, "Its .tlog-proof file")->required();
  c->add_option("--policy", a.policy, "File that names logs and witnesses (tlog-policy)")
      ->required();
  c->callback([&] { run = [&] { return receipt_command(a); }; });
}

void add_signed(CLI::App& top, SignedArguments& a, std::function<int()>& run) {
  auto* c =
      top.add_subcommand("signed", "Say whether those whose information it is signed a product");
  c->add_option("--product", a.product, "File of what was sent, as the gate gives it")->required();
  c->add_option("--signatures", a.signatures, "Its signatures, as the gate gives them")->required();
  c->add_option("--agencies", a.agencies, "agencies.json of the hub's public folder")->required();
  c->callback([&] { run = [&] { return signed_command(a); }; });
}

void add_render(CLI::App& top, std::vector<std::string>& what, std::function<int()>& run) {
  auto* c = top.add_subcommand(
      "render", "Draw one file from standard input, shut in; the hub starts this by itself");
  c->add_option("what", what, "jpeg, png, docx, or pdf and the number of a page")->required();
  c->callback([&] { run = [&] { return render::run_child(what); }; });
}

int run_program(int argc, char** argv) {
  CLI::App top{"OpenMASH: a Multi-Agency Safeguarding Hub"};
  top.require_subcommand(1);
  Settings settings;
  ImportArguments import;
  DueOptions due;
  LinkArguments linking;
  EvaluateArguments evaluation;
  LookUpArguments looking;
  TokenArguments token;
  WitnessSettings witness;
  LogReaderSettings reader;
  ReceiptArguments receipt;
  SignedArguments signatures;
  KeyArguments keyed;
  BackupArguments backup;
  SimulateArguments simulated;
  std::vector<std::string> drawn;
  std::string person, marked_as, documents;
  bool at_gate = false;
  std::function<int()> run;
  add_nodes(top, settings, std::filesystem::read_symlink("/proc/self/exe").string(), run);
  add_mark(top, settings, marked_as, run);
  add_import(top, settings, import, run);
  add_due(top, due, run);
  add_link(top, linking, evaluation, run);
  add_lookup(top, looking, run);
  add_patterns(top, run);
  add_simulate(top, simulated, run);
  add_tokens(top, settings, token, run);
  add_accounts(top, settings, person, run);
  add_documents(top, settings, documents, run);
  add_keys(top, settings, keyed, run);
  add_backup(top, settings, backup, run);
  add_witness(top, witness, run);
  add_receipt(top, receipt, run);
  add_signed(top, signatures, run);
  add_board(top, run);
  add_hubs(top, settings, run);
  add_figures(top, settings, run);
  add_render(top, drawn, run);

  add_audit(top, settings, reader, run);
  add_password(top, settings, person, at_gate, run);

  auto* scim =
      top.add_subcommand("scim-token", "A token for an agency's system, printed this once");
  scim->callback([&] { run = [] { return scim_token_command(); }; });
  auto* openapi = top.add_subcommand("openapi", "Print the description of all routes");
  openapi->callback([&] { run = [] { return openapi_command(); }; });

  try {
    top.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return top.exit(e) == 0 ? 0 : 2;  // 0: asked for help
  }
  if (!settings.data.empty() || !witness.data.empty())
    keep_memory_private();  // whoever opens an installation holds its keys
  return run();
}

}  // namespace
}  // namespace mash::server

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return mash::server::run_program(argc, argv);
  } catch (const std::exception& e) {
    std::cerr << "openmash: " << e.what() << "\n";
    return 1;
  }
}
