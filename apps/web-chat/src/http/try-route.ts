import type { FastifyInstance } from 'fastify';
import type { RouteDeps } from '../deps';
import type { OfWorkspace } from './access';
import { connectionFor } from './access';

/** A page with nothing but the widget, to try it before it is put on a page of one's own. */
export const tryRoute = (server: FastifyInstance, deps: RouteDeps): void => {
  server.get<{ Params: OfWorkspace }>('/try/:workspace', ({ params }, reply) => {
    const { workspace } = connectionFor(deps, params.workspace);
    return reply
      .headers({ 'content-security-policy': POLICY, 'cache-control': 'no-store' })
      .type('text/html; charset=utf-8')
      .send(pageOf(escaped(workspace)));
  });
  server.get('/try.css', (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=300')
      .type('text/css; charset=utf-8')
      .send(STYLE),
  );
};

const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src data:";

const STYLE = `body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 44rem; margin: 0 auto; padding: 2rem 1rem 6rem; }
h1 { font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
pre { padding: 1rem; border: 1px solid GrayText; border-radius: 0.5rem; white-space: pre-wrap; overflow-wrap: anywhere; }
`;

const pageOf = (workspace: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Try the web chat</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/try.css" />
  </head>
  <body>
    <main>
      <h1>Web chat of ${workspace}</h1>
      <p>The button in the corner opens it. This is all that a page of yours needs:</p>
      <pre>&lt;script src="…/widget.js" data-workspace="${workspace}" data-title="Ask us"&gt;&lt;/script&gt;</pre>
    </main>
    <script src="/widget.js" data-workspace="${workspace}" data-title="Ask us"></script>
  </body>
</html>
`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
