import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { VendorCommand } from '@deskstream/port-vendor';
import { describeWithReference, openApiChecker } from '@deskstream/testing-harness';
import { createIntercomFeed } from '../intercom-feed';
import { commands, conversation, note, reply, TAGS, unassign } from '../testing/bodies';
import type { ConnectedIntercom } from '../testing/connected-intercom';
import { connectIntercom, go, NOW } from '../testing/connected-intercom';
import { createIntercomVerification } from '../verification/intercom-verification';

let intercom: ConnectedIntercom;

beforeEach(async () => {
  intercom = await connectIntercom();
});

afterEach(() => intercom.close());

describeWithReference("against the vendor's OpenAPI file", (vendors) => {
  const example = (name: string): unknown =>
    JSON.parse(readFileSync(`${vendors}/examples/intercom/api/${name}.json`, 'utf8'));
  const checker = openApiChecker(`${vendors}/specs/intercom-2.14.yaml`);

  const problems = () =>
    intercom.seen.flatMap(({ method, path, body }) => checker.request(method, path, body));

  it.each(commands)('the requests of $kind are as documented', async (command) => {
    intercom.answers({ 'GET /tags': { body: TAGS } });
    await intercom.perform(command);
    await intercom.api.readBack(command, intercom.connection, { since: NOW, exclude: [] }, go);
    expect(problems()).toEqual([]);
  });

  it('the requests of verification and feed are as documented', async () => {
    const verification = createIntercomVerification();
    const feed = createIntercomFeed();
    await verification.verify(intercom.connection, go);
    await feed.recent(intercom.connection, { since: 0, until: NOW }, go);
    await Promise.all([verification.close(), feed.close()]);
    expect(intercom.seen.length).toBe(4);
    expect(problems()).toEqual([]);
  });

  it.each([reply, note, unassign])('the requests of %j are, too', async (command) => {
    intercom.json(200, conversation([]));
    await intercom.perform(command);
    await intercom.api.readBack(command, intercom.connection, { since: NOW, exclude: [] }, go);
    expect(problems()).toEqual([]);
  });

  it('the example answers are as documented, and understood', async () => {
    const recorded = example('post-conversation-reply.response');
    expect(checker.response('POST', '/conversations/7/reply', 200, recorded)).toEqual([]);
    expect(checker.response('GET', '/conversations/7', 200, example('get-conversation'))).toEqual(
      [],
    );
    expect(
      checker.response('GET', '/conversations/7', 404, example('error-404-conversation')),
    ).toEqual([]);
    intercom.json(200, recorded);
    const sent: VendorCommand = { ...reply, text: 'I have restarted the export for you.' };
    expect(await intercom.perform(sent)).toMatchObject({
      kind: 'done',
      vendorMessageId: '37358000011',
    });
  });

  it('the checker notices what is wrong', () => {
    const wrong = { message_type: 'shout', type: 'admin', admin_id: 7 };
    expect(checker.request('POST', '/conversations/7/reply', wrong)).not.toEqual([]);
    expect(checker.request('POST', '/conversations/7/shout', wrong)).toHaveLength(1);
    expect(checker.response('GET', '/conversations/7', 200, { id: 7 })).not.toEqual([]);
  });
});
