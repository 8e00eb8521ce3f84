-- Beyond which span an increment is shared out over it is configured (pull.spread-after); what people read must say the same as what judges.
alter table pce add column spread_after_s integer default 1800 not null; -- seconds

create or replace view history.increments as
select c.name as pce, i.flow_id, p.pull_id, i.since_at as since, i.until_at as until,
       i.connections, i.bytes_in, i.bytes_out,
       case i.basis when 0 then 'NEW' when 1 then 'DELTA' when 2 then 'LATE' when 3 then 'RESET' else 'BASELINE' end as basis,
       case when i.until_at - i.since_at > c.spread_after_s * interval '1' second then true else false end as spread,
       (f.counted and pu.pull_id is null) as counted,
       i.late_minutes, i.total_connections, i.total_in, i.total_out,
       case f.decision when 0 then 'ALLOWED' when 1 then 'POTENTIALLY_BLOCKED' when 2 then 'BLOCKED' else 'UNKNOWN' end as decision,
       case f.direction when 1 then 'INBOUND' when 2 then 'OUTBOUND' else 'UNKNOWN' end as direction,
       f.port, f.proto
  from increment i
  join pull p on p.pull_id = i.increment_id / 10000000 and p.outcome in ('OK', 'PARTIAL')
  join pce c on c.pce_id = p.pce_id
  join flow f on f.flow_id = i.flow_id
  left join uncounted u on u.flow_id = i.flow_id
  left join pull pu on pu.pull_id = u.pull_id and pu.outcome in ('OK', 'PARTIAL');
