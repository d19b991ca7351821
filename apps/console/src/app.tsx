import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Suspense } from 'react';
import { BrowserRouter, NavLink, Route, Routes } from 'react-router';
import { PAGES } from './pages';
import { Empty, Loading } from './ui/states';

const client = new QueryClient({ defaultOptions: { queries: { retry: 1 } } });

export const App = () => (
  <QueryClientProvider client={client}>
    <BrowserRouter>
      <header className="top">
        <NavLink to="/" className="brand" aria-label="Deskstream">
          <img src="/icon.svg" alt="" width="24" height="24" /> <span>Deskstream</span>
        </NavLink>
        <nav aria-label="Main">
          {PAGES.map(({ path, nav }) =>
            nav === undefined ? null : (
              <NavLink key={path} to={path} end={path === '/'}>
                {nav}
              </NavLink>
            ),
          )}
        </nav>
      </header>
      <Suspense fallback={<Waiting />}>
        <Routes>
          {PAGES.map(({ path, page: Page }) => (
            <Route key={path} path={path} element={<Page />} />
          ))}
          <Route path="*" element={<NoSuchPage />} />
        </Routes>
      </Suspense>
    </BrowserRouter>
  </QueryClientProvider>
);

const Waiting = () => (
  <main className="page">
    <Loading what="the page" />
  </main>
);

const NoSuchPage = () => (
  <main className="page">
    <Empty title="There is no such page.">Start from the sessions.</Empty>
  </main>
);
