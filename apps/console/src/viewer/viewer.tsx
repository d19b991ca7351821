import type { Bundle } from '@deskstream/conversation-bundle';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useMemo } from 'react';
import { HashRouter, Navigate, Route, Routes } from 'react-router';
import { SessionPage } from '../features/session/session-page';
import { OfflineContext } from '../ui/offline';
import { dayAndTime } from '../ui/time';
import { FileFacts } from './file-facts';
import { serveFrom } from './offline-server';

/** The session page of the console, reading a file. */
export const Viewer = ({ bundle }: { bundle: Bundle }) => {
  const client = useMemo(() => {
    serveFrom(bundle);
    return new QueryClient({
      defaultOptions: { queries: { retry: false, staleTime: Infinity, networkMode: 'always' } },
    });
  }, [bundle]);
  const offline = useMemo(() => ({ at: bundle.exportedAt }), [bundle]);
  return (
    <OfflineContext value={offline}>
      <QueryClientProvider client={client}>
        <HashRouter>
          <header className="top">
            <span className="brand">Deskstream</span>
            <p className="viewer-what">
              Exported session, {dayAndTime(bundle.exportedAt)}: personal data{' '}
              {bundle.text === 'masked' ? 'and every text left out' : 'left out'}
            </p>
          </header>
          <Routes>
            <Route path="/sessions/:key" element={<SessionPage />} />
            <Route
              path="*"
              element={<Navigate to={`/sessions/${encodeURIComponent(bundle.session)}`} replace />}
            />
          </Routes>
          <FileFacts bundle={bundle} />
        </HashRouter>
      </QueryClientProvider>
    </OfflineContext>
  );
};
