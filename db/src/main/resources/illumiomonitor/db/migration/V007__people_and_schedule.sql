-- People who may sign in. The password is an Argon2id hash.
create table person (
    username      varchar(64) primary key,
    password_hash varchar(255) not null,
    role          varchar(16) not null,                   -- ADMIN or VIEWER
    created_at    timestamp with time zone not null
);

-- Small facts of the installation that are no one's domain: setup token hash, last backup.
create table setting (
    name  varchar(64) primary key,
    value varchar(4000) not null
);

-- db-scheduler's own table.
create table scheduled_tasks (
    task_name            varchar(100) not null,
    task_instance        varchar(100) not null,
    task_data            bytea,
    execution_time       timestamp with time zone,
    picked               boolean not null,
    picked_by            varchar(50),
    last_success         timestamp with time zone,
    last_failure         timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat       timestamp with time zone,
    version              bigint not null,
    priority             smallint,
    state                varchar(100),
    primary key (task_name, task_instance)
);
create index scheduled_tasks_at on scheduled_tasks (execution_time);
