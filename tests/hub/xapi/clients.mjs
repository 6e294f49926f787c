// Speaks with a learning record store through clients that others wrote; what came of it is printed as JSON.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
const require = createRequire(import.meta.url);
const XAPI = require("@xapi/xapi").default ?? require("@xapi/xapi");
const { default: check } = require("@learninglocker/xapi-validation");

const [task, ...given] = process.argv.slice(2);
const faults = (statement) => check(statement).length; // knows the first edition alone

async function walk(endpoint, auth, version) {
  const client = new XAPI({ endpoint, auth, version, adapter: "fetch" });
  const agent = { objectType: "Agent", mbox: "mailto:ling@centre.example" };
  const object = { objectType: "Activity", id: `http://centre.example/js/${version}` };
  const statement = { actor: agent, verb: { id: "http://adlnet.gov/expapi/verbs/attended" }, object };
  const about = (await client.getAbout()).data.version;
  const [id] = (await client.sendStatement({ statement })).data;
  const several = (await client.sendStatements({ statements: [statement, statement] })).data;
  const told = (await client.getStatement({ statementId: id })).data;
  const [gone] = several;
  await client.voidStatement({ actor: agent, statementId: gone });
  const voided = (await client.getVoidedStatement({ voidedStatementId: gone })).data.id === gone;
  const page = (await client.getStatements({ activity: object.id, limit: 1 })).data;
  const next = (await client.getMoreStatements({ more: page.more })).data;
  await client.createState({ agent, activityId: object.id, stateId: "s", state: { a: 1 } });
  await client.createState({ agent, activityId: object.id, stateId: "s", state: { b: 2 } });
  const state = (await client.getState({ agent, activityId: object.id, stateId: "s" })).data;
  await client.createActivityProfile({ activityId: object.id, profileId: "p", profile: { n: 1 } });
  const profile = (await client.getActivityProfile({ activityId: object.id, profileId: "p" })).data;
  await client.createAgentProfile({ agent, profileId: "p", profile: { n: 1 } });
  const ids = (await client.getAgentProfiles({ agent })).data;
  const person = (await client.getAgent({ agent })).data;
  const all = (await client.getStatements({ limit: 500 })).data.statements;
  return {
    about, several: several.length, told: told.object.id === object.id, voided, page: page.statements.length,
    next: next.statements.length, state, profile, ids, person, all: all.length,
    faults: all.filter((one) => faults({ ...one, version: "1.0.0" })).map((one) => one.id),
  };
}

const result = task === "walk"
  ? await walk(...given)
  : JSON.parse(readFileSync(given[0], "utf8")).map((statement) => faults(statement));
console.log(JSON.stringify(result));
