// Something that needs a person, made on a running demo so that pictures of operations show it.
const BAD_SIGNATURE = { 'x-hub-signature': `sha1=${'0'.repeat(40)}` };

/** A connection whose token was revoked, refused webhooks, a customer who waits, and a call that was given up. */
export const makeTrouble = async ({ api, ingress, simulator }) => {
  const demo = await get(`${api}/workspaces/demo`);
  const { apiBaseUrl } = demo.connections.find(({ vendor }) => vendor === 'intercom');
  await send('PUT', `${api}/workspaces/acme`, {
    workspace: 'acme',
    reason: 'connected with the token that support sent',
    connections: [
      {
        vendor: 'intercom',
        accessToken: 'a-revoked-token',
        signingSecrets: ['a-secret-of-acme'],
        aiTeammateId: '9000001',
        apiBaseUrl,
      },
    ],
  });
  await send('POST', `${api}/workspaces/acme/connections/intercom/verify`, {
    reason: 'nothing arrives',
  });
  for (let time = 0; time < 3; time += 1)
    await send('POST', `${ingress}/webhooks/intercom/acme`, { topic: 'ping' }, BAD_SIGNATURE);
  // The first note of a handoff is never taken, so it is given up after half a minute.
  await send('POST', `${simulator}/_control/faults`, [{ fault: 'error-before', on: 'note' }]);
  await ask(simulator, 'Do you sell gift cards for the moon?');
  await until(async () => (await get(`${api}/dead-letters`)).length > 0, 300);
  // The second one has to wait for the help desk, and its customer for us.
  const later = { fault: 'throttle', on: 'note', retryAfterSeconds: 600 };
  await send('POST', `${simulator}/_control/faults`, [later]);
  await ask(simulator, 'Can I pay by cheque on Mars?');
  await until(async () => (await get(`${api}/operations`)).waiting.length > 0, 180);
};

const ask = (simulator, text) => send('POST', `${simulator}/_control/demo/conversations`, { text });

const get = async (url) => (await fetch(url)).json();

const send = async (method, url, body, headers = {}) => {
  await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
};

const until = async (holds, seconds) => {
  for (let second = 0; second < seconds; second += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  console.log(`not within ${seconds} s; the pictures will lack it`);
};
