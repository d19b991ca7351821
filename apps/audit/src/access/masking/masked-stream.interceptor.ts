import type { CallHandler, ExecutionContext, MessageEvent, NestInterceptor } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { concatMap, map, takeWhile } from 'rxjs';
import type { Observable } from 'rxjs';
import { AuditAccess } from '../../http/audit-access';
import { credentialsOf } from '../http/credentials';
import { askingOf } from '../http/asking';
import { mask } from './mask';

/** How long somebody may listen on after they were signed out, or their role was changed. */
const LOOK_MS = 5_000;

/** Live streams pass no hook of the server: they are masked here, and end with the right to listen. */
@Injectable()
export class MaskedStreamInterceptor implements NestInterceptor {
  constructor(@Inject(AuditAccess) private readonly audit: AuditAccess) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (!isStream(context)) return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { masked } = askingOf(request);
    const mayStillListen = this.listening(request);
    const told = next.handle().pipe(
      concatMap(async (event: MessageEvent) => ((await mayStillListen()) ? event : null)),
      takeWhile((event): event is MessageEvent => event !== null),
    );
    return masked ? told.pipe(map((event) => ({ ...event, data: dataOf(event) }))) : told;
  }

  private listening(request: FastifyRequest): () => Promise<boolean> {
    const { access } = this.audit.parts;
    const { principal } = askingOf(request);
    let lookedAt = access.clock.now();
    return async () => {
      if (access.clock.now() - lookedAt < LOOK_MS) return true;
      lookedAt = access.clock.now();
      const now = await access.recognise(credentialsOf(request));
      return now?.id === principal?.id && now?.role === principal?.role;
    };
  }
}

const dataOf = ({ data }: MessageEvent): string | object =>
  typeof data === 'string' && data === '' ? '' : (mask(data) as object);

const isStream = (context: ExecutionContext): boolean =>
  Reflect.getMetadata('__sse__', context.getHandler()) === true;
