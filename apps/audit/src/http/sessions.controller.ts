import { Controller, Get, Inject, Param, Req, Res, Sse, SseSignal } from '@nestjs/common';
import type { MessageEvent } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { from, type Observable } from 'rxjs';
import { checkReply } from '../connections/check-reply';
import { liveEvents, liveSessions } from '../live/live';
import { eventsOf, foldTo } from '../queries/events.query';
import { timelineOf } from '@deskstream/conversation-read-models';
import { diagnose } from '@deskstream/conversation-why';
import { passagesOf } from '../queries/passages.query';
import { findSession, listSessions } from '../queries/sessions.query';
import { readCase } from '../why/read-case';
import { askingOf } from '../access/http/asking';
import { Needs } from '../access/http/needs';
import { AuditAccess } from './audit-access';
import { EventsQuery, FromQuery, PassagesQuery, SessionListQuery, StateQuery } from './dto';
import { unknownSession } from './unknown-session';
import { storedText } from './stored-text';
import { DescribesQuery, ValidQuery } from './validated';

const KEY = { name: 'key', description: 'Session key, URL-encoded: workspace/vendor/conversation' };

@ApiTags('sessions')
@Needs('viewer')
@Controller('sessions')
export class SessionsController {
  constructor(@Inject(AuditAccess) private readonly access: AuditAccess) {}

  @Get()
  @DescribesQuery(SessionListQuery)
  @ApiOperation({ summary: 'Sessions, the latest first' })
  list(@ValidQuery(SessionListQuery) query: SessionListQuery, @Req() request: FastifyRequest) {
    const onlyIds = askingOf(request).masked;
    return listSessions(this.access.parts.dataSource, Object.assign(query, { onlyIds }));
  }

  @Sse('live')
  @ApiOperation({ summary: 'Server-sent events: each session that changed' })
  live(@SseSignal() signal: AbortSignal): Observable<MessageEvent> {
    return from(liveSessions(this.access.parts, this.access.whileOpen(signal)));
  }

  @Get(':key')
  @ApiParam(KEY)
  @ApiOperation({ summary: 'One session' })
  async find(@Param('key', storedText) key: string) {
    const session = await findSession(this.access.parts.dataSource, key);
    if (session === null) throw unknownSession(key);
    return session;
  }

  @Get(':key/events')
  @DescribesQuery(EventsQuery)
  @ApiParam(KEY)
  @ApiOperation({ summary: 'Its events, oldest first' })
  async events(
    @Param('key', storedText) key: string,
    @ValidQuery(EventsQuery) { from: fromSeq, as }: EventsQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const events = eventsOf(this.access.parts.index, key, fromSeq);
    if (as === 'lines' || String(request.headers.accept).includes('application/x-ndjson')) {
      const told = await begun(lines(events));
      if (told === null) await this.mustExist(key);
      await reply.type('application/x-ndjson').send(Readable.from(told ?? []));
      return;
    }
    const all = await collected(events);
    if (all.length === 0) await this.mustExist(key);
    await reply.send(all);
  }

  @Get(':key/timeline')
  @ApiParam(KEY)
  @ApiOperation({ summary: 'Its events, each told in one sentence' })
  async timeline(@Param('key', storedText) key: string) {
    await this.mustExist(key);
    return timelineOf(await collected(eventsOf(this.access.parts.index, key)));
  }

  @Get(':key/why')
  @ApiParam(KEY)
  @ApiOperation({
    summary: 'What went wrong: each symptom with its checks, what was found, and what to do',
  })
  async why(@Param('key', storedText) key: string) {
    const given = await readCase(this.access.parts, key);
    if (given === null) throw unknownSession(key);
    return diagnose(given);
  }

  @Get(':key/passages')
  @DescribesQuery(PassagesQuery)
  @ApiParam(KEY)
  @ApiOperation({
    summary:
      'What its runs found in articles: the text as it was then, and whether it still stands',
  })
  async passages(
    @Param('key', storedText) key: string,
    @ValidQuery(PassagesQuery) { seq }: PassagesQuery,
  ) {
    await this.mustExist(key);
    return collected(passagesOf(this.access.parts, key, seq));
  }

  @Get(':key/reply-check')
  @ApiParam(KEY)
  @ApiOperation({
    summary: "Why a person's reply on its ticket is, or is not, delivered: five checks",
  })
  replyCheck(@Param('key', storedText) key: string) {
    return checkReply(this.access.parts, key);
  }

  @Get(':key/state')
  @DescribesQuery(StateQuery)
  @ApiParam(KEY)
  @ApiOperation({ summary: 'Its state after an event, folded and proven' })
  async state(@Param('key', storedText) key: string, @ValidQuery(StateQuery) { asOf }: StateQuery) {
    const proof = await foldTo(this.access.parts.index, key, asOf);
    if (proof.seq === 0 && proof.broken === null) throw unknownSession(key);
    return proof;
  }

  @Sse(':key/live')
  @DescribesQuery(FromQuery)
  @ApiParam(KEY)
  @ApiOperation({ summary: 'Server-sent events: its events as they happen, after Last-Event-ID' })
  liveEvents(
    @Param('key', storedText) key: string,
    @ValidQuery(FromQuery) { from: fromSeq }: FromQuery,
    @Req() request: FastifyRequest,
    @SseSignal() signal: AbortSignal,
  ): Observable<MessageEvent> {
    const last = Number(request.headers['last-event-id']);
    const next = Number.isSafeInteger(last) && last > 0 ? last + 1 : fromSeq;
    return from(
      liveEvents(this.access.parts, { key, fromSeq: next }, this.access.whileOpen(signal)),
    );
  }

  private async mustExist(key: string): Promise<void> {
    for await (const _first of this.access.parts.index.readStream(key)) return;
    throw unknownSession(key);
  }
}

const collected = async <T>(values: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
};

/** The same, once the first is there; `null`: there is none. */
const begun = async <T>(values: AsyncIterable<T>): Promise<AsyncIterable<T> | null> => {
  const iterator = values[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return null;
  return (async function* () {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  })();
};

/** Characters that are sent together, at least. */
const CHUNK = 65_536;

async function* lines(values: AsyncIterable<unknown>): AsyncIterable<string> {
  let chunk = '';
  for await (const value of values) {
    chunk += `${JSON.stringify(value)}\n`;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
