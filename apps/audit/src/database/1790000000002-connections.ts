import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Connections1790000000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table connection_topic (
        workspace text not null,
        vendor text not null,
        vendor_topic text not null,
        first_at bigint not null,
        last_at bigint not null,
        deliveries bigint not null,
        address text,
        primary key (workspace, vendor, vendor_topic)
      );
      create table connection_refusal (
        id text primary key,
        workspace text not null,
        vendor text not null,
        code text not null,
        status integer not null,
        since bigint not null,
        at bigint not null,
        count bigint not null,
        address text not null,
        vendor_topic text
      );
      create index connection_refusal_by_time on connection_refusal (workspace, vendor, at desc);
      create table connection_verification (
        id text primary key,
        workspace text not null,
        vendor text not null,
        at bigint not null,
        settings_version integer not null,
        requested_by text not null,
        checks jsonb not null
      );
      create index connection_verification_by_time
        on connection_verification (workspace, vendor, at desc);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'drop table connection_topic, connection_refusal, connection_verification',
    );
  }
}
