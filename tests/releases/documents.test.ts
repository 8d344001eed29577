import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'graphql';
import { afterAll, expect, it } from 'vitest';
import { ownDocuments, trustDocuments } from '../../host-demo/server/http/trusted-documents.ts';
import { readRecords } from '../../scripts/release/records.ts';
import { removeTemporary, temporary } from '../../scripts/release/release.kit.ts';
import { refusedDocuments } from '../../scripts/release/schema-fit.ts';

const root = path.resolve(import.meta.dirname, '../..');
const records = readRecords(path.join(root, 'releases'));
afterAll(removeTemporary);

it('F51 every document of every release on record is listed by the server and taken by its schema', () => {
  const listed = trustDocuments(ownDocuments());
  const schema = readFileSync(path.join(root, 'schema.graphql'), 'utf8');
  expect(records.length).toBeGreaterThan(1);
  for (const { documents } of records) {
    expect(Object.values(documents).filter((source) => !listed.allows(parse(source)))).toEqual([]);
    expect(refusedDocuments(schema, documents)).toEqual([]);
  }
});

it('F51 what only an earlier release sends is listed as long as its record is there', () => {
  const folder = temporary('records');
  mkdirSync(path.join(folder, '0.0.9'));
  const earlier = 'query OfAnEarlierOne { viewer { id } }';
  writeFileSync(path.join(folder, '0.0.9/documents.json'), JSON.stringify({ some: earlier }));
  const of = pathToFileURL(`${folder}/`);
  expect(trustDocuments(ownDocuments(of)).allows(parse(earlier))).toBe(true);
  expect(trustDocuments(ownDocuments()).allows(parse(earlier))).toBe(false);
});
