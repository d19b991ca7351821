import type { Group, MetricsReport } from '@deskstream/conversation-metrics';
import { GROUPS } from '@deskstream/conversation-metrics';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { csvAddress, readMetrics } from '../../api/metrics';
import { Empty, Failed, Loading } from '../../ui/states';
import { FilterBar } from './filter-bar';
import { Headline } from './headline';
import './metrics.css';
import { Section } from './section';
import { useFilter } from './use-filter';

const REFRESH_MS = 30_000;

/** What came of the conversations. One filter for all of it, kept in the URL. */
export const MetricsPage = () => {
  const filter = useFilter();
  const { query } = filter;
  const metrics = useQuery({
    queryKey: ['metrics', query],
    queryFn: () => readMetrics(query),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
  return (
    <main className="page">
      <div className="page-head">
        <h1>Metrics</h1>
        <a className="button metrics-csv" href={csvAddress(query)} download>
          Download CSV
        </a>
      </div>
      <FilterBar filter={filter} chosen={metrics.data?.filter} />
      {metrics.isPending && <Loading what="figures" />}
      {metrics.isError && <Failed error={metrics.error} />}
      {metrics.isSuccess && <Figures report={metrics.data} query={query} />}
    </main>
  );
};

const Figures = ({ report, query }: { report: MetricsReport; query: string }) => {
  const count = report.figures.find(({ name }) => name === 'conversations')?.total ?? 0;
  if (count === 0)
    return (
      <Empty title="No conversations in this time.">
        Choose more days or all help desks. With the demo running, write as the customer on the desk
        simulator’s page.
      </Empty>
    );
  return (
    <>
      <Headline report={report} query={query} />
      {(Object.keys(GROUPS) as Group[]).map((group) => (
        <Section key={group} group={group} report={report} query={query} />
      ))}
    </>
  );
};
