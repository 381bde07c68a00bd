import { readOffer } from '../../domain/cost/offer';
import { type OfferFile, PriceList } from '../../domain/cost/price-list';
import { refusedFile } from '../exit-code';
import { jsonIn } from './json-in';

/**
 * Reads offer files of the AWS Price List.
 * @throws {RefusedInputError} with every file that is not one, or if their prices are in several currencies
 */
export function readPrices(files: readonly string[]): PriceList {
  const read = files.map((file) => ({ file, offer: readOffer(jsonIn(file)) }));
  const problems = read.filter(({ offer }) => offer === undefined).map(({ file }) => file);
  if (problems.length > 0) {
    const are = problems.length === 1 ? 'is not an offer file' : 'are not offer files';
    throw refusedFile(
      problems.join(', '),
      `${are} of the AWS Price List`,
      'download the JSON of one region: docs/commands/cost.md',
    );
  }
  const prices = new PriceList(read.flatMap(({ file, offer }): OfferFile[] => (offer ? [{ file, ...offer }] : [])));
  if (prices.currencies.length < 2) return prices;
  throw refusedFile(
    files.join(', '),
    `have prices in several currencies: ${prices.currencies.join(', ')}`,
    'use files of one partition',
  );
}
