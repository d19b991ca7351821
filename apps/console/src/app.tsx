import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { BrowserRouter, NavLink, Route, Routes } from 'react-router';
import { ConnectionsPage } from './features/connections/connections-page';
import { DeliveryPage } from './features/deliveries/delivery-page';
import { SessionPage } from './features/session/session-page';
import { SessionsPage } from './features/sessions/sessions-page';
import { SettingsPage } from './features/settings/settings-page';
import { StatusPage } from './features/status/status-page';
import { Empty } from './ui/states';

const client = new QueryClient({ defaultOptions: { queries: { retry: 1 } } });

export const App = () => (
  <QueryClientProvider client={client}>
    <BrowserRouter>
      <header className="top">
        <NavLink to="/" className="brand" aria-label="Deskstream">
          <img src="/icon.svg" alt="" width="24" height="24" /> <span>Deskstream</span>
        </NavLink>
        <nav aria-label="Main">
          <NavLink to="/" end>
            Sessions
          </NavLink>
          <NavLink to="/connections">Connections</NavLink>
          <NavLink to="/status">Operations</NavLink>
        </nav>
      </header>
      <Routes>
        <Route path="/" element={<SessionsPage />} />
        <Route path="/sessions/:key" element={<SessionPage />} />
        <Route path="/deliveries/:id" element={<DeliveryPage />} />
        <Route path="/connections" element={<ConnectionsPage />} />
        <Route path="/workspaces/:workspace" element={<SettingsPage />} />
        <Route path="/status" element={<StatusPage />} />
        <Route
          path="*"
          element={
            <main className="page">
              <Empty title="There is no such page.">Start from the sessions.</Empty>
            </main>
          }
        />
      </Routes>
    </BrowserRouter>
  </QueryClientProvider>
);
