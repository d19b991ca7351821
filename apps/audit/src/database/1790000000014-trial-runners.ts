import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TrialRunners1790000000014 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table trial
        add column held_by text,
        add column claims integer not null default 0;
      create table trial_runner (
        id text primary key,
        seen_at bigint not null
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table trial_runner;
      alter table trial drop column held_by, drop column claims;
    `);
  }
}
