import { CONNECTION_RESET, type Ending, Fault, ForeignBody, NO_RESPONSE, TRUNCATED } from '../../local-aws/operation';

/** How a call to AWS can fail, whatever it is. */
export const KINDS: Readonly<Record<string, Ending>> = {
  'HTML 200': new ForeignBody('<html><head><title>Busy</title></head><body>Try again later.</body></html>'),
  'empty 200': new ForeignBody(''),
  'status 500': new Fault('InternalFailure', 'The service failed.', 500),
  throttling: new Fault('ThrottlingException', 'Rate exceeded', 400),
  timeout: NO_RESPONSE,
  'connection reset': CONNECTION_RESET,
  'truncated page': TRUNCATED,
};
