import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WatchedConnections1790000000007 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table connection_acknowledgement (
        id text primary key,
        workspace text not null,
        vendor text not null,
        at bigint not null,
        count bigint not null,
        slow bigint not null,
        late bigint not null,
        total_ms bigint not null,
        max_ms bigint not null
      );
      create index connection_acknowledgement_by_time
        on connection_acknowledgement (workspace, vendor, at desc);
      create table connection_gap_check (
        workspace text not null,
        vendor text not null,
        at bigint not null,
        data jsonb not null,
        primary key (workspace, vendor)
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table connection_acknowledgement, connection_gap_check');
  }
}
