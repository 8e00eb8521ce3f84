-- What people ask in SQL. Columns may be added, never renamed.
create schema history;

create view history.pulls as
select p.pull_id, p.run, c.name as pce, p.kind, p.window_from, p.window_to, p.asked_at, p.row_count, p.stale, p.expired, p.outcome, p.reason,
       p.tick, p.answered_at, p.increments, p.merged, p.bytes
  from pull p
  join pce c on c.pce_id = p.pce_id;

-- Increments that are visible and not in flow_total yet: the newest of each flow. Not for people.
create view flow_tail as
select i.flow_id, max(i.increment_id) as increment_id
  from flow_total_upto t
  join pull p on p.pull_id > t.pull_id and p.outcome in ('OK', 'PARTIAL')
  join increment i on i.increment_id >= p.pull_id * 10000000 and i.increment_id < p.pull_id * 10000000 + 10000000
 group by i.flow_id;

-- Not for people.
create view flow_newest as
select t.flow_id, t.src, t.dst, t.last_detected, t.connections, t.bytes_in, t.bytes_out
  from flow_total t
 where t.flow_id not in (select flow_id from flow_tail)
 union all
select i.flow_id, i.src, i.dst, i.last_detected, i.total_connections, i.total_in, i.total_out
  from flow_tail n
  join increment i on i.increment_id = n.increment_id;

create view history.flows as
select c.name as pce, f.flow_id,
       s.ip as src_ip, s.name as src_name, s.labels as src_labels, s.managed as src_managed,
       d.ip as dst_ip, d.name as dst_name, d.labels as dst_labels, d.managed as dst_managed,
       f.port, f.proto, tp.text as process, tu.text as user_name,
       case f.decision when 0 then 'ALLOWED' when 1 then 'POTENTIALLY_BLOCKED' when 2 then 'BLOCKED' else 'UNKNOWN' end as decision,
       case f.direction when 1 then 'INBOUND' when 2 then 'OUTBOUND' else 'UNKNOWN' end as direction,
       ts.text as state,
       coalesce((select min(m.first_detected)
                   from flow_moved m
                   join pull pm on pm.pull_id = m.pull_id and pm.outcome in ('OK', 'PARTIAL')
                  where m.flow_id = f.flow_id), f.first_detected) as first_detected,
       n.last_detected, n.connections, n.bytes_in, n.bytes_out,
       (f.counted and pu.pull_id is null) as counted,
       f.pull_id, f.icmp_type, f.icmp_code
  from flow_newest n
  join flow f on f.flow_id = n.flow_id
  join pce c on c.pce_id = f.pce_id
  join endpoint s on s.endpoint_id = n.src
  join endpoint d on d.endpoint_id = n.dst
  join term tp on tp.term_id = f.process
  join term tu on tu.term_id = f.user_name
  join term ts on ts.term_id = coalesce((select m.state
                                           from flow_moved m
                                           join pull pm on pm.pull_id = m.pull_id and pm.outcome in ('OK', 'PARTIAL')
                                          where m.flow_id = f.flow_id
                                          order by m.moved_id desc
                                          fetch first 1 rows only), f.state)
  left join uncounted u on u.flow_id = f.flow_id
  left join pull pu on pu.pull_id = u.pull_id and pu.outcome in ('OK', 'PARTIAL');

create view history.increments as
select c.name as pce, i.flow_id, p.pull_id, i.since_at as since, i.until_at as until,
       i.connections, i.bytes_in, i.bytes_out,
       case i.basis when 0 then 'NEW' when 1 then 'DELTA' when 2 then 'LATE' when 3 then 'RESET' else 'BASELINE' end as basis,
       case when i.until_at - i.since_at > interval '30' minute then true else false end as spread,
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

create view history.events as
select c.name as pce, e.event_id, e.at, e.type, e.status, e.severity, e.actor_type, e.actor, e.src_ip, e.notification_types, e.resource, e.body,
       e.href, e.workload, e.supplied_user
  from event e
  join pull p on p.pull_id = e.pull_id and p.outcome in ('OK', 'PARTIAL')
  join pce c on c.pce_id = e.pce_id;

create view history.findings as
select c.name as pce, f.rule, f.rule_version, f.subject, f.tick, f.summary, f.confirmed, f.severity, f.held, f.withdrawn, f.judged_at
  from finding f
  join pce c on c.pce_id = f.pce_id;

create view history.alerts as
select a.alert_id as id, c.name as pce, a.rule, a.rule_version, a.severity, a.subject, a.episode, a.summary, a.state,
       a.first_tick as opened_at, a.last_tick as last_seen_at, a.closed_tick as closed_at, a.occurrences,
       a.title, a.held, a.happened_at, a.visible_at, a.pulled_at, a.judged_at, a.sent_at, a.closed_by
  from alert a
  join pce c on c.pce_id = a.pce_id;

create view history.alert_evidence as
select alert_id, tick, kind, flow_id, event_id, name, value
  from alert_evidence;

create view history.deliveries as
select alert_id, channel, notification, state, attempts, last_error, sent_at, kind, idempotency_key, created_at, next_at, answer
  from delivery;

create view history.runs as
select r.run, r.cause, r.tick, r.started_at, r.ended_at, r.result, r.reason, c.name as pce, r.heap_after_mb
  from run r
  join pce c on c.pce_id = r.pce_id;

create view history.run_steps as
select run, step, started_at, ended_at, outcome, row_count, message, seq
  from run_step;

create view history.gaps as
select g.gap_id, c.name as pce, g.kind, g.from_at, g.to_at, g.reason, g.closed_at, g.closed_by
  from gap g
  join pce c on c.pce_id = g.pce_id;

create view history.rules as
select rule, mode, state, version, error, line, title, severity, file
  from rule_state;

create view history.rule_versions as
select rule, version, author, reason, saved_at, text, file
  from rule_version;
