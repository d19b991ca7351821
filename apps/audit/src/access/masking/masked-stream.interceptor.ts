import type { CallHandler, ExecutionContext, MessageEvent, NestInterceptor } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { concatMap, defer, finalize, map, Observable, takeUntil, takeWhile } from 'rxjs';
import { AuditAccess } from '../../http/audit-access';
import { credentialsOf } from '../http/credentials';
import { askingOf } from '../http/asking';
import { ProblemException } from '../../http/problem.exception';
import { mask } from './mask';
import { MOST_STREAMS, openStreams } from './open-streams';
import type { RightToListen } from './right-to-listen';
import { rightToListen } from './right-to-listen';

/** Live streams pass no hook of the server: they are masked here, and end with the right to listen. */
@Injectable()
export class MaskedStreamInterceptor implements NestInterceptor {
  private readonly streams = openStreams();

  constructor(@Inject(AuditAccess) private readonly audit: AuditAccess) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (!isStream(context)) return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { masked, principal } = askingOf(request);
    const { access } = this.audit.parts;
    const right = rightToListen(
      { access, clock: access.clock },
      credentialsOf(request, access),
      principal,
    );
    const caller = principal?.id ?? '';
    if (access.mode === 'accounts' && this.streams.isFull(caller)) throw tooMany();
    const told = (next.handle() as Observable<MessageEvent>).pipe(
      takeUntil(lossOf(right)),
      concatMap(async (event) => ((await right.holds()) ? event : null)),
      takeWhile((event) => event !== null),
      finalize(() => this.streams.closed(caller)),
    );
    return defer(() => {
      this.streams.opened(caller);
      return masked ? told.pipe(map((event) => ({ ...event, data: dataOf(event) }))) : told;
    });
  }
}

const tooMany = () =>
  new ProblemException(429, {
    code: 'ACCESS.STREAMS',
    detail: `One account or token follows at most ${MOST_STREAMS} live views at a time. Close one of them.`,
  });

/** Tells once, when the right is lost; looks no more when nobody listens. */
const lossOf = (right: RightToListen): Observable<void> =>
  new Observable((listener) => {
    const left = new AbortController();
    void right.lost(left.signal).then(() => listener.next());
    return () => left.abort();
  });

const dataOf = ({ data }: MessageEvent): string | object =>
  typeof data === 'string' && data === '' ? '' : (mask(data) as object);

const isStream = (context: ExecutionContext): boolean =>
  Reflect.getMetadata('__sse__', context.getHandler()) === true;
