// PouchDB's own replication, from a database on the disk to pouchdb-server; peers.py tells it what to do.
"use strict"
const { createRequire } = require("module")
const { randomBytes } = require("crypto")
const readline = require("readline")

const [home, data, port, counted] = process.argv.slice(2)
const from = createRequire(home + "/node_modules/pouchdb-server/package.json")
const PouchDB = from("pouchdb-core")
  .plugin(from("pouchdb-adapter-leveldb"))
  .plugin(from("pouchdb-adapter-http"))
  .plugin(from("pouchdb-replication"))
const local = new PouchDB(data + "/local", { adapter: "leveldb" })
const remote = (at) => new PouchDB(`http://127.0.0.1:${at}/log`)

// As many fields as a row of ours has.
function make(records) {
  const attempt = randomBytes(16).toString("hex")
  const docs = Array.from({ length: records }, (_, n) => ({
    _id: attempt + String(n).padStart(6, "0"), epoch: 1, seq: n, wall: Date.now(), mono: n * 1000, boot: "0a1b2c3d",
    verb: "answered", learner: "demo-01", session: attempt, attempt, object: "pay-fps-check-payee/alone/step-" + (n % 30),
    result: { outcome: "alone", key: true },
  }))
  return local.bulkDocs(docs)
}

async function sync(at) {
  const begin = process.hrtime.bigint()
  await local.replicate.to(remote(at), { batch_size: 500 })
  return Number(process.hrtime.bigint() - begin) / 1e9
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [what, number] = line.split(" ")
    let seconds = 0
    if (what === "make") await make(Number(number))
    else seconds = await sync(what === "counted" ? counted : port)
    console.log(JSON.stringify({ seconds }))
  }
}

main()
