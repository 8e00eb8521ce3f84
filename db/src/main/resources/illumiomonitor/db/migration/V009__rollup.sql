-- What is kept of the past besides the flows: hourly sums, and who talked to whom on which days. Made from committed increments,
-- in small transactions of its own; whatever is here can be made again as long as the flows are kept.

-- How far that is: every traffic pull up to this one is in edge and has marked what it touched.
create table rollup_upto (
    pce_id  integer primary key references pce,
    pull_id bigint not null
);

-- Hours and UTC days whose sums have to be made, or made again as a whole, because a pull touched them.
create table rollup_due (
    pce_id   integer not null references pce,
    kind     varchar(8) not null,                         -- HOUR or DAY
    start_at timestamp with time zone not null,
    primary key (pce_id, kind, start_at)
);

-- Hourly sums of an entity, a week to a row. rollup_id = week since 1970-01-01T00Z * 1,000,000,000 + n, so that a week is one range.
create table rollup (
    rollup_id bigint primary key,
    pce_id    integer not null,
    metric    smallint not null,                          -- ordinal of the metric's name in rollup_metric
    entity    varchar(400) not null,                      -- address, destination:port, or app|env
    managed   boolean not null,                           -- a VEN ran there, or it is no address
    hours     varchar(4000) not null                      -- value per hour of the week, comma-joined, zeros at the end left out
);

create table rollup_metric (
    metric smallint primary key,
    name   varchar(64) not null
);
insert into rollup_metric (metric, name) values
    (0, 'OPENED'), (1, 'ACCEPTED'), (2, 'STOPPED_OUT'), (3, 'STOPPED_IN'), (4, 'STOPPED_SOURCES'), (5, 'UPLOADED'),
    (6, 'COLLECTED'), (7, 'ADMIN_DESTINATIONS'), (8, 'DNS'), (9, 'POTENTIALLY_BLOCKED_SHARE');

-- Hours of a week, for history.rollups.
create table hour_of_week (
    hour_no integer primary key
);
insert into hour_of_week (hour_no)
select d.n * 24 + t.n * 8 + e.n
  from (values (0), (1), (2), (3), (4), (5), (6)) d (n)
 cross join (values (0), (1), (2)) t (n)
 cross join (values (0), (1), (2), (3), (4), (5), (6), (7)) e (n);

-- An edge: who talked to whom on which service. Days are bits, the lowest being last_day. A pull adds, nothing takes away.
create table edge (
    edge_id     bigint primary key,
    pce_id      integer not null,
    src_ip      varchar(45) not null,
    dst_ip      varchar(45) not null,
    port        integer not null,
    proto       smallint not null,
    src_group   varchar(800) not null,                    -- app, role and env of the newest answer, tab-joined; '' without any
    dst_group   varchar(800) not null,
    dst_managed boolean not null,
    first_at    timestamp with time zone not null,
    last_day    integer not null,                         -- days since 1970
    seen        bigint not null,
    allowed     bigint not null,
    stopped     bigint not null                           -- blocked or potentially blocked
);

-- Sums of an edge on a UTC day, made once the day is over. edge_day_id = day since 1970 * 1,000,000,000 + n.
create table edge_day (
    edge_day_id bigint primary key,
    pce_id      integer not null,
    edge_id     bigint not null,
    connections bigint not null,
    bytes_in    bigint not null,
    bytes_out   bigint not null,
    learned     boolean not null                          -- from the PCE's older buckets, not from pulls
);
create index edge_day_edge on edge_day (edge_id);

-- Questions of rules about events and addresses.
create index event_actor on event (pce_id, actor, at);
create index endpoint_ip on endpoint (pce_id, ip);

create view history.edges as
select c.name as pce, e.src_ip, e.dst_ip, e.port, e.proto,
       date '1970-01-01' + cast(d.edge_day_id / 1000000000 as integer) as utc_day,
       d.connections, d.bytes_in, d.bytes_out, e.first_at as first_seen, d.learned
  from edge_day d
  join edge e on e.edge_id = d.edge_id
  join pce c on c.pce_id = d.pce_id;

create view history.rollups as
select c.name as pce, m.name as metric, r.entity,
       timestamp with time zone '1970-01-01 00:00:00+00' + (r.rollup_id / 1000000000 * 168 + h.hour_no) * interval '1' hour as utc_hour,
       cast(regexp_substr(r.hours, '[0-9]+', 1, h.hour_no + 1) as bigint) as value
  from rollup r
  join pce c on c.pce_id = r.pce_id
  join rollup_metric m on m.metric = r.metric
  join hour_of_week h on regexp_substr(r.hours, '[0-9]+', 1, h.hour_no + 1) <> '0';
