import type { MigrationInterface, QueryRunner } from 'typeorm';

export class VerificationReason1790000000020 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `alter table connection_verification add column reason text not null default ''`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table connection_verification drop column reason');
  }
}
