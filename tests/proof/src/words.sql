-- SPDX-License-Identifier: MIT
-- Who may do what, in tables: the rows of libs/policy/README.md, for SQLite and PostgreSQL.
-- decision.sql and rows.sql decide by them, each in its own way.

-- Numbers and names as policy.h has them: the test fills these two.
CREATE TABLE act (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE role (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE side (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
INSERT INTO side VALUES (0, 'nobody'), (1, 'hub'), (2, 'outside'), (3, 'system');
CREATE TABLE yes_no (bit INTEGER PRIMARY KEY);
INSERT INTO yes_no VALUES (0), (1);
CREATE TABLE item_state (number INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO item_state VALUES (0, 'none'), (1, 'draft'), (2, 'in_hub'), (3, 'erased');

-- Groups of roles, as the table of the README names them.
CREATE TABLE crew (crew TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (crew, role));
INSERT INTO crew VALUES
  ('leaders', 'MashManager'), ('leaders', 'DeputyManager'),
  ('officer', 'DesignatedOfficer'),
  ('screener', 'ScreeningOfficer'),
  ('hub administrator', 'MashAdmin'),
  ('duty', 'EmergencyDuty'),
  ('navigator', 'Navigator'),
  ('analyst', 'Analyst'),
  ('desks', 'Navigator'), ('desks', 'ReleaseOfficer'), ('desks', 'PoliceSupervisor'),
  ('data protection', 'DataProtectionOfficer'),
  ('counters', 'Analyst'), ('counters', 'QualityAuditor'), ('counters', 'DataProtectionOfficer'),
  ('counters', 'SystemAdministrator'),
  ('system administrator', 'SystemAdministrator'),
  ('outsiders', 'Recipient'), ('outsiders', 'Referrer');
INSERT INTO crew SELECT 'door', role FROM crew
  WHERE crew IN ('leaders', 'officer', 'screener', 'hub administrator', 'duty');

-- One line for each act: where it is done, what it needs beside the role, who has it.
CREATE TABLE row_of_act (act TEXT PRIMARY KEY, room TEXT NOT NULL, needs TEXT NOT NULL,
                   crews TEXT NOT NULL);
INSERT INTO row_of_act VALUES
  ('read_public', 'anywhere', 'nothing', ''),
  ('sign_in', 'anywhere', 'nothing', ''),
  ('sign_out', 'anywhere', 'nothing', ''),
  ('keep_words', 'anywhere', 'nothing', ''),
  ('keep_passkeys', 'anywhere', 'nothing', ''),
  ('submit_notification', 'anywhere', 'nothing', ''),
  ('read_status', 'anywhere', 'nothing', ''),
  ('read_tasks', 'hub', 'nothing', 'door,desks'),
  ('settle_task', 'hub', 'ownership', 'door,desks'),
  ('keep_rota', 'hub', 'nothing', 'leaders,hub administrator,navigator'),
  ('read_queue', 'hub', 'nothing', 'door'),
  ('log_notification', 'hub', 'nothing', 'door'),
  ('read_case', 'hub', 'reading', 'door,desks'),
  ('record_work', 'hub', 'membership', 'door,desks'),
  ('read_looks', 'hub', 'membership', 'door,desks'),
  ('break_glass', 'hub', 'nothing', 'desks'),
  ('account_for_reading', 'hub', 'nothing', 'door,desks'),
  ('review_reading', 'hub', 'somebody else', 'leaders,officer,data protection'),
  ('screen', 'hub', 'membership', 'door'),
  ('record_basis', 'hub', 'membership', 'door'),
  ('assess', 'hub', 'membership', 'screener,leaders,duty'),
  ('record_decision', 'hub', 'membership', 'screener,leaders,duty'),
  ('confirm_rating', 'hub', 'membership', 'leaders,duty'),
  ('issue_product', 'hub', 'membership', 'leaders,duty'),
  ('send_enquiry', 'hub', 'basis', 'leaders,hub administrator,duty'),
  ('chase_enquiry', 'hub', 'membership', 'leaders,hub administrator'),
  ('decide', 'hub', 'membership', 'leaders,officer'),
  ('set_bar', 'hub', 'membership', 'leaders,officer'),
  ('keep_wall', 'hub', 'membership', 'officer'),
  ('compose_product', 'hub', 'membership', 'leaders'),
  ('send_feedback', 'hub', 'membership', 'leaders'),
  ('read_requests', 'hub', 'nothing', 'desks'),
  ('read_releases', 'hub', 'nothing', 'desks'),
  ('answer_enquiry', 'hub', 'ownership', 'desks'),
  ('edit_item', 'hub', 'ownership', 'desks'),
  ('disclose_item', 'hub', 'own draft', 'desks'),
  ('release_item', 'hub', 'own release', 'desks'),
  ('open_compartment', 'hub', 'own and marked', 'desks'),
  ('answer_for_passkey', 'hub', 'own and marked', 'desks'),
  ('read_item', 'hub', 'words', 'door,desks'),
  ('read_findings', 'hub', 'nothing', 'leaders,analyst'),
  ('keep_findings', 'hub', 'nothing', 'leaders,analyst'),
  ('read_names', 'hub', 'reading', 'leaders,analyst'),
  ('clear_names', 'hub', 'somebody else', 'leaders'),
  ('read_agreements', 'hub', 'nothing', 'door,desks,counters'),
  ('keep_agreements', 'hub', 'nothing', 'leaders,data protection'),
  ('join_agreement', 'hub', 'own and marked', 'desks'),
  ('read_retention', 'hub', 'nothing', 'leaders,data protection,desks'),
  ('keep_holds', 'hub', 'nothing', 'leaders,data protection,desks,officer'),
  ('approve_disposal', 'hub', 'own disposal', 'leaders,desks'),
  ('keep_subject_requests', 'hub', 'nothing', 'leaders,officer,data protection'),
  ('answer_subject_request', 'hub', 'own word', 'leaders,officer,desks'),
  ('make_court_bundle', 'hub', 'membership', 'leaders,officer'),
  ('read_figures', 'hub', 'nothing', 'door,counters'),
  ('administer', 'hub', 'nothing', 'system administrator'),
  ('read_inbox', 'gate', 'nothing', 'outsiders'),
  ('read_product', 'gate', 'product', 'outsiders'),
  ('answer_product', 'gate', 'product', 'outsiders'),
  ('collect', 'machinery', 'nothing', ''),
  ('fire_clock', 'machinery', 'nothing', ''),
  ('provision_people', 'machinery', 'nothing', '');

CREATE TABLE capability (role TEXT NOT NULL, act TEXT NOT NULL, PRIMARY KEY (role, act));
INSERT INTO capability SELECT DISTINCT crew.role, row_of_act.act FROM row_of_act JOIN crew
  ON ',' || row_of_act.crews || ',' LIKE '%,' || crew.crew || ',%';

-- What can be true of an object, as far as the rules tell it apart. `number` has one bit for each.
CREATE TABLE class (number INTEGER PRIMARY KEY, member INTEGER, own INTEGER, item TEXT,
                    basis INTEGER, urgent INTEGER, most_sensitive INTEGER, released INTEGER,
                    barred INTEGER, glass INTEGER, owed INTEGER, held INTEGER);
INSERT INTO class
  SELECT member.bit + 2 * own.bit + 4 * item.number + 16 * basis.bit + 32 * urgent.bit
           + 64 * sensitive.bit + 128 * released.bit + 256 * barred.bit + 512 * glass.bit
           + 1024 * owed.bit + 2048 * held.bit,
         member.bit, own.bit, item.name, basis.bit, urgent.bit, sensitive.bit, released.bit,
         barred.bit, glass.bit, owed.bit, held.bit
  FROM yes_no AS member, yes_no AS own, item_state AS item, yes_no AS basis, yes_no AS urgent,
       yes_no AS sensitive, yes_no AS released, yes_no AS barred, yes_no AS glass,
       yes_no AS owed, yes_no AS held;
