import type { CallHandler, ExecutionContext, MessageEvent, NestInterceptor } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { map, takeWhile } from 'rxjs';
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
    const told = (next.handle() as Observable<MessageEvent>).pipe(takeWhile(mayStillListen));
    return masked ? told.pipe(map((event) => ({ ...event, data: dataOf(event) }))) : told;
  }

  /** Looked at now and then while events pass: a stream that is quiet tells nothing. */
  private listening(request: FastifyRequest): () => boolean {
    const { access } = this.audit.parts;
    const { principal } = askingOf(request);
    const look = { at: access.clock.now(), may: true };
    const again = async (): Promise<void> => {
      const now = await access.recognise(credentialsOf(request));
      look.may = now?.id === principal?.id && now?.role === principal?.role;
    };
    return () => {
      if (access.clock.now() - look.at >= LOOK_MS) {
        look.at = access.clock.now();
        again().catch(() => (look.may = false));
      }
      return look.may;
    };
  }
}

const dataOf = ({ data }: MessageEvent): string | object =>
  typeof data === 'string' && data === '' ? '' : (mask(data) as object);

const isStream = (context: ExecutionContext): boolean =>
  Reflect.getMetadata('__sse__', context.getHandler()) === true;
