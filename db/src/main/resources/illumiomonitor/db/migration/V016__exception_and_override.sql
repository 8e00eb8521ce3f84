-- Which exception spared a finding, so that hits are those of one entry, whatever reason is written beside it.
alter table finding add column exception_id varchar(32) default '' not null; -- made of what the entry spares; '' when none did

create or replace view history.findings as
select c.name as pce, f.rule, f.rule_version, f.subject, f.tick, f.summary, f.confirmed, f.severity, f.held, f.withdrawn, f.judged_at,
       f.measured, f.z, f.exception_id
  from finding f
  join pce c on c.pce_id = f.pce_id;

-- An override holds for one text with one set of cases, and until it is taken back.
alter table rule_setting add column overruled_cases varchar(64) default '' not null; -- hash of the case file's text; '' when nothing is overruled
