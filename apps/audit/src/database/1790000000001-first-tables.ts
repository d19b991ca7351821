import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FirstTables1790000000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table session (
        key text primary key,
        workspace text not null,
        vendor text not null,
        conversation text not null,
        seq integer not null,
        first_at bigint not null,
        last_at bigint not null,
        status text not null,
        owner text not null,
        summary jsonb not null
      );
      create index session_by_last on session (last_at desc, key);
      create index session_by_conversation on session (conversation);
      create table delivery (
        id text primary key,
        key text not null,
        vendor_topic text not null,
        received_at bigint not null,
        position text not null,
        times integer not null
      );
      create index delivery_by_key on delivery (key, received_at);
      create table delivery_input (
        id text primary key,
        delivery_id text not null,
        type text not null,
        at bigint not null,
        position text not null,
        detail jsonb
      );
      create index delivery_input_by_delivery on delivery_input (delivery_id, at);
      create table checkpoint (
        projection text not null,
        partition integer not null,
        next bigint not null,
        primary key (projection, partition)
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table session, delivery, delivery_input, checkpoint');
  }
}
