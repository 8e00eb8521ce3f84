-- A PCE audit event, kept whole. event_id grows with the order of arrival.
create table event (
    event_id           bigint primary key,
    pce_id             integer not null,
    pull_id            bigint not null,
    href               varchar(255) not null,
    at                 timestamp with time zone not null,
    type               varchar(128) not null,
    status             varchar(32) not null default '',
    severity           varchar(16) not null default '',
    actor_type         varchar(32) not null default '',
    actor              varchar(255) not null default '',
    src_ip             varchar(64) not null default '',   -- as written, may be FILTERED
    notification_types varchar(2000) not null default '', -- comma-joined
    resource           varchar(2000) not null default '', -- names of what was changed, comma-joined
    workload           varchar(255) not null default '',  -- hostname of the agent or workload it is about
    supplied_user      varchar(255) not null default '',  -- the name given at a failed sign-in
    body               varchar(1000000) not null          -- the event as the PCE wrote it
);
create index event_at on event (pce_id, at);
