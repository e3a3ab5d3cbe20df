package ydoc

import (
	"cmp"
	"slices"
)

// Merge makes one update of several, whatever their order and overlap, without
// a document (yjs, mergeUpdates).
func Merge(updates ...[]byte) ([]byte, error) {
	var all backlog
	for _, update := range updates {
		p, err := parse(update, nil)
		if err != nil {
			return nil, err
		}
		for i := range p.sections {
			all.add(&p.sections[i])
		}
		r := reader{b: update, pos: p.deletes, trusted: true}
		r.deletes(func(del Range) { all.addDelete(del) })
	}
	b := appendUint(nil, uint64(len(all.queues)))
	for _, client := range highestFirst(all.queues) {
		b = all.queues[client].append(b, client, 0)
	}
	var sets rangeWriter
	for _, client := range highestFirst(all.deletes) {
		sets.add(client, all.deletes[client])
	}
	return sets.append(b), nil
}

// highestFirst is the order in which updates list clients.
func highestFirst[V any](m map[uint64]V) []uint64 {
	clients := make([]uint64, 0, len(m))
	for client := range m {
		clients = append(clients, client)
	}
	slices.SortFunc(clients, func(a, b uint64) int { return cmp.Compare(b, a) })
	return clients
}
