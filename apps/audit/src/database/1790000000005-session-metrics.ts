import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SessionMetrics1790000000005 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table session_metrics (
        key text primary key,
        workspace text not null,
        vendor text not null,
        channel text,
        asked_at bigint,
        ending text not null,
        ai_took_part boolean not null,
        customer_messages integer not null,
        ai_replies integer not null,
        person_replies integer not null,
        drafts integer not null,
        drafts_withheld integer not null,
        causes text[] not null,
        handoffs_failed integer not null,
        response_ms bigint,
        ai_response_ms bigint,
        handoff_response_ms bigint,
        ai_ms bigint not null,
        person_ms bigint not null,
        nobody_ms bigint not null,
        facts jsonb not null
      );
      create index session_metrics_by_asked on session_metrics (asked_at, key);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table session_metrics');
  }
}
