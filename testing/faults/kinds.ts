import { CONNECTION_RESET, type Ending, Fault, ForeignBody, NO_RESPONSE, TRUNCATED } from '../../local-aws/operation';

/** Whether `npm run test:faults` runs. Other runs try one kind. */
export const isComplete = process.env['FAULTS'] === 'all';

/** How a call to AWS can fail, whatever it is. */
const KINDS: Readonly<Record<string, Ending>> = {
  'HTML 200': new ForeignBody('<html><head><title>Busy</title></head><body>Try again later.</body></html>'),
  'empty 200': new ForeignBody(''),
  'status 500': new Fault('InternalFailure', 'The service failed.', 500),
  throttling: new Fault('ThrottlingException', 'Rate exceeded', 400),
  timeout: NO_RESPONSE,
  'connection reset': CONNECTION_RESET,
  'truncated page': TRUNCATED,
};

/** The kinds that a sweep tries in this run. */
export const TRIED_KINDS: readonly (readonly [kind: string, ending: Ending])[] = Object.entries(KINDS).filter(
  ([kind]) => isComplete || kind === 'empty 200',
);
