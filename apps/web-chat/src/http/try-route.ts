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
};

const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'";

const pageOf = (workspace: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Try the web chat</title>
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
