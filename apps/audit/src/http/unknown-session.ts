import { NotFoundException } from '@nestjs/common';

export const unknownSession = (key: string): NotFoundException =>
  new NotFoundException(
    `No session ${key}. Expected workspace/vendor/conversation as GET /api/v1/sessions lists them.`,
  );
