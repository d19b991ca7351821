import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Trials1790000000010 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table trial (
        id text primary key,
        kind text not null,
        title text not null,
        asked jsonb not null,
        items jsonb not null,
        total integer not null,
        done integer not null default 0,
        state text not null default 'waiting',
        because text,
        outcome jsonb,
        created_by text not null,
        created_at bigint not null,
        ended_at bigint,
        lease_until bigint not null default 0,
        set_name text
      );
      create index trial_by_time on trial (kind, created_at desc);
      create table trial_result (
        trial_id text not null references trial on delete cascade,
        item text not null,
        result jsonb not null,
        primary key (trial_id, item)
      );
      create table evaluation_set (
        name text primary key,
        created_at bigint not null
      );
      create table evaluation_case (
        set_name text not null references evaluation_set on delete cascade,
        id text not null,
        content jsonb not null,
        added_by text not null,
        added_at bigint not null,
        primary key (set_name, id)
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table trial_result, trial, evaluation_case, evaluation_set');
  }
}
