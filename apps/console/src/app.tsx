import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Suspense } from 'react';
import { BrowserRouter, NavLink, Route, Routes } from 'react-router';
import { Account } from './features/account/account';
import { PAGES } from './pages';
import type { ConsolePage } from './pages';
import { useMay, useMe } from './ui/me';
import { Empty, Loading } from './ui/states';

const client = new QueryClient({ defaultOptions: { queries: { retry: 1 } } });

export const App = () => (
  <QueryClientProvider client={client}>
    <BrowserRouter>
      <Top />
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

const Top = () => {
  const known = useMe();
  return (
    <header className="top">
      <NavLink to="/" className="brand" aria-label="Deskstream">
        <img src="/icon.svg" alt="" width="24" height="24" /> <span>Deskstream</span>
      </NavLink>
      {known?.me !== null && (
        <nav aria-label="Main">
          {PAGES.map((page) => (
            <InNav key={page.path} {...page} />
          ))}
        </nav>
      )}
      <Account known={known} />
    </header>
  );
};

const InNav = ({ path, nav, needs = 'viewer' }: ConsolePage) => {
  const may = useMay(needs);
  if (nav === undefined || (needs !== 'viewer' && !may)) return null;
  return (
    <NavLink to={path} end={path === '/'}>
      {nav}
    </NavLink>
  );
};

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
