package feed

import (
	"container/list"
	"sync"
)

// recent keeps values up to a sum of their sizes: those that were asked for last.
type recent[K comparable, V any] struct {
	most  int // the sum of sizes
	mu    sync.Mutex
	order list.List // of recently[K, V], the last asked for in front
	at    map[K]*list.Element
	sum   int
}

type recently[K comparable, V any] struct {
	key   K
	value V
	size  int
}

func (r *recent[K, V]) get(key K) (value V, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	e, ok := r.at[key]
	if !ok {
		return value, false
	}
	r.order.MoveToFront(e)
	return e.Value.(recently[K, V]).value, true
}

func (r *recent[K, V]) put(key K, value V, size int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.at == nil {
		r.at = map[K]*list.Element{}
	}
	r.drop(r.at[key])
	r.at[key] = r.order.PushFront(recently[K, V]{key, value, size})
	for r.sum += size; r.sum > r.most; {
		r.drop(r.order.Back())
	}
}

func (r *recent[K, V]) remove(key K) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.drop(r.at[key])
}

func (r *recent[K, V]) drop(e *list.Element) {
	if e == nil {
		return
	}
	old := r.order.Remove(e).(recently[K, V])
	delete(r.at, old.key)
	r.sum -= old.size
}

// all returns what is kept, the last asked for first.
func (r *recent[K, V]) all() (list []recently[K, V]) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for e := r.order.Front(); e != nil; e = e.Next() {
		list = append(list, e.Value.(recently[K, V]))
	}
	return list
}

// size returns how many values are kept, and the sum of their sizes.
func (r *recent[K, V]) size() (count, sum int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.at), r.sum
}
