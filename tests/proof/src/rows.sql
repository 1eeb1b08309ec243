-- SPDX-License-Identifier: MIT
-- The decision as PostgreSQL takes it: by row-level security, which shows a person the rows that
-- they may act on and hides all others. Goal: an implementation that says only who may, never why.
-- The person comes with the transaction: mash.side, mash.role, mash.marked.

CREATE TABLE object AS
  SELECT act.number * (SELECT count(*) FROM class) + class.number AS id, act.name AS act,
         row_of_act.room, row_of_act.needs, member = 1 AS member, own = 1 AS own, item,
         basis = 1 AS basis, urgent = 1 AS urgent, most_sensitive = 1 AS most_sensitive,
         released = 1 AS released, barred = 1 AS barred, glass = 1 AS glass, owed = 1 AS owed,
         held = 1 AS held
  FROM act JOIN row_of_act ON row_of_act.act = act.name CROSS JOIN class;
ALTER TABLE object ADD PRIMARY KEY (id);
ALTER TABLE object ENABLE ROW LEVEL SECURITY;
ALTER TABLE object FORCE ROW LEVEL SECURITY;

-- One row for the person of the transaction, so that each query reads the settings once.
CREATE VIEW person AS
  SELECT current_setting('mash.side') AS side, current_setting('mash.role') AS role,
         current_setting('mash.marked')::boolean AS marked,
         current_setting('mash.role') IN ('MashManager', 'DeputyManager') AS leads,
         current_setting('mash.role') = 'DesignatedOfficer' AS officer,
         current_setting('mash.role') = 'EmergencyDuty' AS on_duty;

CREATE POLICY who_may ON object USING (
  room = 'anywhere'
  OR ((SELECT side = 'system' FROM person) AND (room = 'machinery' OR act = 'log_notification'))
  OR ((SELECT side = 'hub' FROM person) AND room = 'hub'
      OR (SELECT side = 'outside' FROM person) AND room = 'gate')
     AND item <> 'erased'
     AND NOT barred
     AND act IN (SELECT capability.act FROM capability
                 WHERE capability.role = current_setting('mash.role'))
     AND CASE needs
         WHEN 'nothing' THEN true
         WHEN 'somebody else' THEN NOT own
         WHEN 'membership' THEN member
         WHEN 'basis' THEN member AND (basis OR urgent)
         WHEN 'reading' THEN
           (member OR glass) AND (urgent OR NOT owed OR (SELECT on_duty FROM person))
         WHEN 'words' THEN
           own AND item IN ('draft', 'in_hub')
           OR item = 'in_hub' AND (urgent OR NOT owed OR (SELECT on_duty FROM person))
              AND (member AND (SELECT leads FROM person)
                   OR NOT most_sensitive AND (member OR glass))
         WHEN 'product' THEN own AND released
         WHEN 'ownership' THEN own
         WHEN 'own draft' THEN own AND item = 'draft'
         WHEN 'own and marked' THEN own AND (SELECT marked FROM person)
         WHEN 'own release' THEN own AND (SELECT marked FROM person) AND item = 'in_hub'
         WHEN 'own word' THEN own AND (SELECT marked OR leads OR officer FROM person)
         WHEN 'own disposal'
           THEN own AND (SELECT marked OR leads OR officer FROM person) AND NOT held
         ELSE false
         END);

-- What was done: nobody writes that they did what they may not do.
CREATE TABLE deed (object bigint NOT NULL);
ALTER TABLE deed ENABLE ROW LEVEL SECURITY;
ALTER TABLE deed FORCE ROW LEVEL SECURITY;
CREATE POLICY only_who_may ON deed FOR INSERT
  WITH CHECK (EXISTS (SELECT FROM object WHERE object.id = deed.object));

-- How many of these the person may not write down.
CREATE FUNCTION refused(wanted bigint[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  one bigint;
  refusals integer := 0;
BEGIN
  FOREACH one IN ARRAY wanted LOOP
    BEGIN
      INSERT INTO deed VALUES (one);
    EXCEPTION WHEN insufficient_privilege THEN
      refusals := refusals + 1;
    END;
  END LOOP;
  RETURN refusals;
END $$;
