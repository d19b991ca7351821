import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useEffect, useRef } from 'react';
import { BrowserRouter, Navigate, NavLink, Route, Routes, useLocation } from 'react-router';
import { Account } from './features/account/account';
import type { Role } from './api/access';
import type { ConsolePage } from './pages';
import { LogAway } from './ui/log-away';
import { useMay, useMe } from './ui/me';
import { Empty, Loading } from './ui/states';

const client = new QueryClient({ defaultOptions: { queries: { retry: 1 } } });

export const App = ({ pages }: { pages: readonly ConsolePage[] }) => (
  <QueryClientProvider client={client}>
    <BrowserRouter>
      <Top pages={pages} />
      <Suspense fallback={<Waiting />}>
        <Routes>
          {pages.map((page) => (
            <Route key={page.path} path={page.path} element={<ForWhom {...page} />} />
          ))}
          <Route path="*" element={<NoSuchPage />} />
        </Routes>
      </Suspense>
    </BrowserRouter>
  </QueryClientProvider>
);

const Top = ({ pages }: { pages: readonly ConsolePage[] }) => {
  const known = useMe();
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // On a narrow window the navigation scrolls by itself: the page that is shown stays in sight.
  useEffect(() => {
    const here = nav.current?.querySelector('.active');
    here?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname, known]);
  return (
    <>
      <header className="top">
        <NavLink to="/" className="brand" aria-label="Deskstream">
          <img src="/icon.svg" alt="" width="24" height="24" /> <span>Deskstream</span>
        </NavLink>
        {known?.me !== null && (
          <nav aria-label="Main" ref={nav}>
            {pages.map((page) => (
              <InNav key={page.path} {...page} />
            ))}
          </nav>
        )}
        <Account known={known} />
      </header>
      {known !== undefined && known.me !== null && <LogAway />}
    </>
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

/** What somebody may not use is said so, before it asks the server in vain. */
const ForWhom = ({ path, needs = 'viewer', page: Page }: ConsolePage) => {
  const known = useMe();
  const may = useMay(needs);
  const { pathname, search } = useLocation();
  if (known?.me === null && path !== '/sign-in')
    return <Navigate to={`/sign-in?to=${encodeURIComponent(pathname + search)}`} replace />;
  if (needs === 'viewer' || may) return <Page />;
  return known === undefined ? <Waiting /> : <NotForYou needs={needs} />;
};

const NotForYou = ({ needs }: { needs: Role }) => (
  <main className="page">
    <Empty title={`This page needs the role ${needs}.`}>Ask an admin for it.</Empty>
  </main>
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
