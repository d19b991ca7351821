import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import type { RunningAudit } from '../audit';

/** The parts that controllers read from; they exist once the service has started. */
@Injectable()
export class AuditAccess {
  private opened: RunningAudit['parts'] | null = null;
  private closing = new AbortController();

  /** `null` closes: live views end, which a server that stops would wait for otherwise. */
  open(parts: RunningAudit['parts'] | null): void {
    this.opened = parts;
    if (parts === null) this.closing.abort(new Error('audit is stopping'));
    else if (this.closing.signal.aborted) this.closing = new AbortController();
  }

  /** Aborts when the listener leaves or audit stops, whichever is first. */
  whileOpen(listener: AbortSignal): AbortSignal {
    return AbortSignal.any([listener, this.closing.signal]);
  }

  /** 503 while the service starts. */
  get parts(): RunningAudit['parts'] {
    if (this.opened !== null) return this.opened;
    throw new ServiceUnavailableException(
      'Audit is starting: its database or the log is not there yet.',
    );
  }
}
