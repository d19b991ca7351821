import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import type { AuditParts } from '../audit';

/** The parts that controllers read from; they exist once the service has started. */
@Injectable()
export class AuditAccess {
  private opened: AuditParts | null = null;

  open(parts: AuditParts | null): void {
    this.opened = parts;
  }

  /** 503 while the service starts. */
  get parts(): AuditParts {
    if (this.opened !== null) return this.opened;
    throw new ServiceUnavailableException(
      'Audit is starting: its database or the log is not there yet.',
    );
  }
}
