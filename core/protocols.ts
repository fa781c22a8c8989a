// Names of the protocols between nodes, and the default TCP port (one hole in a firewall).

export const protocols = {
  join: '/patchmesh/join/1.0.0',
  sync: '/patchmesh/sync/1.0.0',
  heads: '/patchmesh/heads/1.0.0',
  report: '/patchmesh/report/1.0.0',
  relay: '/patchmesh/relay/1.0.0',
  control: '/patchmesh/control/1.0.0',
  submit: '/patchmesh/submit/1.0.0',
  swarm: '/patchmesh/swarm/1.0.0',
  piece: '/patchmesh/piece/1.0.0',
} as const

export const defaultPort = 7433
